/**
 * Preloaded (worker/bundle). The SDK notes a stack for every promise of a workflow and looks each frame up in the source map: a
 * fifth of the workflow thread's time with the usual ten frames (measured). Three say where an error came from.
 */
Object.assign(Error, { stackTraceLimit: 3 });

export {};
