export { type Dialect, type DialectHint, type Encoding } from './dialect.js'
export { sniffDialect } from './sniff.js'
export { readHeader } from './header.js'
export { scanDelimited, type ScanOptions, type ScanResult } from './scan.js'
