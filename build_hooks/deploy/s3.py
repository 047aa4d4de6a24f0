"""Object storage that speaks S3: Amazon's, Aliyun's OSS, Tencent's COS, MinIO and others."""

from __future__ import annotations

import os
from collections.abc import Mapping
from io import BytesIO
from urllib.parse import urlsplit

from minio import Minio

from build_hooks.deploy.upload import Sending, Stored

ENDPOINT = "https://s3.amazonaws.com"


class Bucket:
    """A bucket, or what stands below a prefix in it."""

    def __init__(self, client: Minio, name: str, prefix: str = "") -> None:
        self.client = client
        self.name = name
        self.prefix = prefix

    def listed(self) -> Mapping[str, Stored]:
        """Every object below the prefix."""
        found = self.client.list_objects(self.name, self.prefix, recursive=True)
        return {
            str(one.object_name).removeprefix(self.prefix): Stored(
                (one.etag or "").strip('"'), one.last_modified
            )
            for one in found
            if one.last_modified
        }

    def put(self, sending: Sending) -> None:
        """Store one object; a storage shows it whole or not at all."""
        headers: dict[str, str | list[str] | tuple[str]] = {**sending.headers}
        kind = str(headers.pop("Content-Type"))
        body = BytesIO(sending.body)
        path = self.prefix + sending.path
        self.client.put_object(
            self.name, path, body, len(sending.body), content_type=kind, metadata=headers
        )

    def delete(self, path: str) -> None:
        """Remove one object."""
        self.client.remove_object(self.name, self.prefix + path)


def bucket(address: str) -> Bucket:
    """Open `s3://bucket/prefix` with the names that Amazon's own tools use in the environment.

    `AWS_ENDPOINT_URL` (Amazon's where it is not set), `AWS_ACCESS_KEY_ID`,
    `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION`.

    Raises:
        ValueError: that is no address of a bucket.
    """
    parts = urlsplit(address)
    if parts.scheme != "s3" or not parts.netloc:
        raise ValueError(address)
    endpoint = urlsplit(os.environ.get("AWS_ENDPOINT_URL", ENDPOINT))
    client = Minio(
        endpoint.netloc,
        access_key=os.environ.get("AWS_ACCESS_KEY_ID"),
        secret_key=os.environ.get("AWS_SECRET_ACCESS_KEY"),
        session_token=os.environ.get("AWS_SESSION_TOKEN"),
        region=os.environ.get("AWS_REGION"),
        secure=endpoint.scheme != "http",
    )
    prefix = parts.path.strip("/")
    return Bucket(client, parts.netloc, f"{prefix}/" if prefix else "")
