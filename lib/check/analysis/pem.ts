const BEGIN = '-----BEGIN ';
const END = '\n-----END ';
const DASHES = '-----';

/** The bytes of the first good block of a PEM text, whatever its label. `Decode`, Go 1.26 src/encoding/pem/pem.go */
export function firstPemBlock(text: string): Buffer | undefined {
  let from = 0;
  for (let end = text.indexOf(END); end >= 0; end = text.indexOf(END, from)) {
    const begin = from + text.slice(from, end).lastIndexOf(BEGIN);
    const bytes = begin < from || (begin > 0 && text[begin - 1] !== '\n') ? undefined : blockOf(text, begin + BEGIN.length, end);
    if (bytes) return bytes;
    from = end + END.length;
  }
  return undefined;
}

function blockOf(text: string, begin: number, end: number): Buffer | undefined {
  const [first, ...lines] = text.slice(begin, end).split('\n');
  const label = first!.trimEnd();
  if (!label.endsWith(DASHES)) return undefined;
  const trailer = text.slice(end + END.length);
  if (!trailer.startsWith(label) || trailer.slice(label.length).split('\n', 1)[0]!.trimEnd() !== '') return undefined;
  // Headers come first, each with a colon.
  const body = lines.slice(lines.findIndex((line) => !line.includes(':')));
  const base64 = body.join('').replace(/[ \t\r]/g, '');
  return base64.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : undefined;
}
