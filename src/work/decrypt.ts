export { decrypt } from '../run/encrypt/files.js'
