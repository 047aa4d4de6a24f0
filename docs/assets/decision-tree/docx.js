/**
 * Write a `.docx`: a title and paragraphs, nothing else. Fetched when somebody saves a letter.
 *
 * A docx is a zip of three XML files (ECMA-376); they are stored without compression, which the
 * format allows, so that a writer fits into a kilobyte.
 */

const TYPES =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>' +
  '</Types>';
const RELATIONS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
  '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>' +
  '</Relationships>';
const MIME = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const FONT = '<w:rFonts w:ascii="SimSun" w:hAnsi="SimSun" w:eastAsia="SimSun"/>';

/**
 * A document as a Blob, with the count of characters that no docx can hold; `text` has one
 * paragraph per line.
 */
export function docx(title, text) {
  const kept = [...text].filter((char) => allowed(char.codePointAt(0)));
  const lines = kept.join('').split('\n');
  const body = paragraph(title, '<w:jc w:val="center"/>', 36) + lines.map((line) => paragraph(line, '', 24)).join('');
  const page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>';
  const document =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
    `<w:body>${body}${page}</w:body></w:document>`;
  const files = [
    ['[Content_Types].xml', TYPES],
    ['_rels/.rels', RELATIONS],
    ['word/document.xml', document],
  ];
  return { blob: new Blob([zip(files)], { type: MIME }), dropped: [...text].length - kept.length };
}

function paragraph(line, properties, size) {
  const words = line.split('\t').map((part) => `<w:t xml:space="preserve">${escaped(part)}</w:t>`).join('<w:tab/>');
  const run = `<w:rPr>${FONT}<w:sz w:val="${size}"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr>${words}`;
  return `<w:p><w:pPr><w:spacing w:line="360" w:lineRule="auto"/>${properties}</w:pPr><w:r>${run}</w:r></w:p>`;
}

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Whether XML 1.0 can hold a character; most control characters it cannot. */
function allowed(code) {
  return (
    code === 0x09 ||
    code === 0x0a ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    code >= 0x10000
  );
}

/** A zip with stored files: local headers with the bytes, then the directory. */
function zip(files) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, text] of files) {
    const bytes = new TextEncoder().encode(text);
    const path = new TextEncoder().encode(name);
    const about = [20, 0x800, 0, 0, 0x5921, crc32(bytes), bytes.length, bytes.length, path.length, 0];
    const sizes = [2, 2, 2, 2, 2, 4, 4, 4, 2, 2];
    const local = [...number(0x04034b50, 4), ...numbers(about, sizes), ...path];
    parts.push(local, bytes);
    const rest = numbers([0, 0, 0, 0, at], [2, 2, 2, 4, 4]);
    directory.push(...number(0x02014b50, 4), ...number(20, 2), ...numbers(about, sizes), ...rest, ...path);
    at += local.length + bytes.length;
  }
  const end = numbers([0, 0, files.length, files.length, directory.length, at, 0], [2, 2, 2, 2, 4, 4, 2]);
  return joined([...parts, directory, [...number(0x06054b50, 4), ...end]]);
}

function numbers(values, sizes) {
  return [].concat(...values.map((value, place) => number(value, sizes[place])));
}

/** A number as bytes, the lowest first. */
function number(value, size) {
  return Array.from({ length: size }, (_, place) => (value >>> (8 * place)) & 0xff);
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
