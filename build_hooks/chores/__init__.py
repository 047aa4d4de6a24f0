"""What has to be done from time to time although nobody changed anything: each as Markdown."""
