#!/usr/bin/env node
/** The soft limit of open files, as the system told this process; undefined where it sets none. */
function openFiles(): number | undefined {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: unknown } } }
  const soft = Number(userLimits?.open_files?.soft)
  return Number.isFinite(soft) ? soft : undefined
}

const needed = 1024

// Node loads many files at once; where it may not, it fails before anything of Crosswalk runs, with whatever file it was at.
try {
  await import('./main.js')
} catch (error) {
  const files = openFiles()
  if (files === undefined || files >= needed) throw error
  const text = `only ${files} files may be open at once, which is too few\n  remedy: allow ${needed}: ulimit -n ${needed}, or LimitNOFILE=${needed} in a systemd unit`
  process.stderr.write(process.argv.includes('--json') ? `${JSON.stringify({ kind: 'error', error: 'InputError', code: 2, text })}\n` : `crosswalk: ${text}\n`)
  process.exitCode = 2
}
