import type { Random } from '../../samples/random.js'

/** What ends up in files by accident or on purpose: marks of every format read here, SQL, markup, formulas, paths, bytes of other encodings. */
const pieces: readonly (string | Buffer)[] = [
  '"', '""', "'", ',', ';', '\t', '|', '\n', '\r', '\r\n', '\0', '\u{feff}', '\\', ' ', '-', ':', '#', '&a', '*a', '!!str', '[', ']', '{', '}', '? ', '<<: *a', '%', '@', '`', '~',
  "'; drop table untouched; --", '"); drop table untouched; --', "' or 1=1 --", '{{ slot }}', '$parameter', '${x}', '__proto__', 'constructor', 'source_line', 'NaN', 'Infinity', '-0', '1e999',
  '9'.repeat(400), 'x'.repeat(70_000), '../../outside', '/etc/passwd', 'file:///etc/passwd', 'https://example.invalid/x.csv', '<script>alert(1)</script>', "=cmd|' /C calc'!A0", '\u202e', '\u{1f600}', 'İ',
  Buffer.from([0xff]), Buffer.from([0xc3, 0x28]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff]), Buffer.from([0x1a]), Buffer.from([0x80, 0x81]),
]

const cut = (bytes: Buffer, from: number, to: number, between: Buffer = Buffer.alloc(0)): Buffer => Buffer.concat([bytes.subarray(0, from), between, bytes.subarray(to)])

/** One change of some bytes. */
function once(bytes: Buffer, random: Random): Buffer {
  const at = random.between(0, bytes.length)
  const span = Math.min(bytes.length, at + random.between(1, random.chance(0.2) ? 200 : 8))
  switch (random.between(0, 8)) {
    case 0:
      return cut(bytes, at, Math.min(at + 1, bytes.length), Buffer.from([random.between(0, 255)]))
    case 1:
      return cut(bytes, at, span)
    case 2:
      return cut(bytes, at, at, bytes.subarray(at, span))
    case 3:
    case 4:
    case 5:
      return cut(bytes, at, at, Buffer.from(pieces[random.between(0, pieces.length - 1)] ?? ''))
    case 6: {
      const other = random.between(0, bytes.length)
      return cut(bytes, at, at, bytes.subarray(other, Math.min(bytes.length, other + random.between(1, 60))))
    }
    case 7:
      return cut(bytes, at, span, Buffer.from(pieces[random.between(0, pieces.length - 1)] ?? ''))
    default:
      return random.chance(0.1) ? bytes.subarray(0, at) : cut(bytes, at, at, Buffer.from(String(random.between(-9, 99_999))))
  }
}

/** A text or file with one to several changes; the same stream gives the same bytes. */
export function mutated(bytes: Buffer, random: Random): Buffer {
  let changed = bytes
  for (let left = random.chance(0.5) ? 1 : random.between(2, 12); left > 0; left -= 1) changed = once(changed, random)
  return changed
}
