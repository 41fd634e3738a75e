import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freeBytes, roomWarning } from '../../src/run/room.js'
import { temporaryFolder } from '../temporary.js'

const folder = temporaryFolder('room')

test.each([[99e6, 24e6, 'less than a quarter of the inputs is refused'], [99e6, 0, 'so is no room at all']])('%d bytes of inputs, %d free: %s', (inputs, free) => {
  expect(() => roomWarning('out', inputs, free)).toThrow(/^out: the disk has room for \d+ MB, too little for a run on 99 MB\n {2}remedy: free some space, up to about 2,975 MB/u)
})

test.each([[100e6, 25e6], [100e6, 3004e6], [0, 4e6]])('%d bytes of inputs, %d free: a warning', (inputs, free) => {
  expect(roomWarning('out', inputs, free)).toMatch(/^the disk has room for [\d,]+ MB; a run on \d+ MB may take [\d,]+ MB$/u)
})

test('room enough, and a file system that does not tell, say nothing', () => {
  expect(roomWarning('out', 100e6, 3005e6)).toBeUndefined()
  expect(roomWarning('out', 100e6, undefined)).toBeUndefined()
})

test('the room of a folder is asked of the system', () => {
  expect(freeBytes(folder)).toBeGreaterThan(0)
  expect(freeBytes(join(folder, 'absent'))).toBeUndefined()
})
