const outside = (name, from, to, why) => ({ name, severity: 'error', comment: why, from, to });

/** The table of DESIGN 3 as rules: who may import what. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    outside(
      'domain-is-pure',
      { path: '^workflows/domain' },
      {
        path: '^(workflows/(?!domain)|activities|api|worker|designer|test)|node_modules/(@temporalio|mongoose|express|react|antd)|^node:|^(fs|path|os|crypto|http|https|net|child_process|timers)$',
      },
      'the domain knows no Temporal, no Node, no rooms above it',
    ),
    outside(
      'workflows-import-types-of-activities',
      { path: '^workflows/(?!domain)' },
      { path: '^(activities|api|worker|designer)', dependencyTypesNot: ['type-only'] },
      'a workflow takes activities as types only',
    ),
    outside(
      'mongoose-in-the-store',
      { pathNot: '^(activities/store|test)' },
      { path: 'node_modules/(mongoose|mongodb)/' },
      'only #store knows the database',
    ),
    outside(
      'activities-look-down',
      { path: '^activities' },
      { path: '^(api|worker|designer)' },
      'activities know #domain and #store',
    ),
    outside(
      'contract-is-data',
      { path: '^api/contract' },
      { path: '^(api/(?!contract)|activities|worker|designer|workflows/(?!domain))' },
      'the contract is routes as data',
    ),
    outside(
      'api-looks-down',
      { path: '^api' },
      { path: '^(worker|designer)/' },
      'the api knows contract, domain, store and workflow messages',
    ),
    outside(
      'designer-talks-by-contract',
      { path: '^designer' },
      { path: '^(activities|worker|api/(?!contract)|workflows/(?!domain))' },
      'the browser knows #contract and #domain',
    ),
    outside(
      'domain-door',
      { pathNot: '^(workflows/domain|test)' },
      {
        path: '^workflows/domain/(?!index\\.ts$|rules/dmn/index\\.ts$|flow/bpmn/index\\.ts$|versions/index\\.ts$)',
        pathNot: '\\.json$',
      },
      'enter by #domain, by #dmn for DMN models, by #bpmn for drawings as BPMN, by #versions to compare releases',
    ),
    outside(
      'store-door',
      { pathNot: '^(activities/store|test)' },
      { path: '^activities/store/(?!index\\.ts$)' },
      'enter by #store',
    ),
    outside(
      'contract-door',
      { pathNot: '^(api/contract|test)' },
      { path: '^api/contract/(?!index\\.ts$)' },
      'enter by #contract',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.tsc|/dist/|^\\.data)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
