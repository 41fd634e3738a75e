// The arrows of docs/design.md: each layer may import only the layers named beside it.
const layers = {
  cli: ['cli', 'work', 'index', 'unicode'],
  work: ['work', 'run', 'report', 'config', 'engine', 'text', 'model', 'unicode'],
  run: ['run', 'stages', 'engine', 'config', 'unicode'],
  stages: ['stages', 'engine', 'text', 'model', 'config', 'unicode'],
  report: ['report', 'engine', 'unicode'],
  review: ['review', 'engine', 'unicode'],
  config: ['config', 'engine', 'unicode'],
  engine: ['engine', 'unicode'],
  text: ['text', 'unicode'],
  model: ['model', 'unicode'],
  unicode: ['unicode'],
}

const forbidden = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer}-imports`,
  comment: `${layer} may import ${allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: allowed.map((to) => (to === 'index' ? '^src/index\\.ts$' : `^src/${to}/`)) },
}))

module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'stages-take-only-types-of-config',
      severity: 'error',
      from: { path: '^src/stages/' },
      to: { path: '^src/config/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'index-imports',
      severity: 'error',
      from: { path: '^src/index\\.ts$' },
      to: { path: '^src/(cli)/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-dev-dependency-in-src', severity: 'error', from: { path: '^src' }, to: { dependencyTypes: ['npm-dev'] } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    doNotFollow: { path: 'node_modules' },
  },
}
