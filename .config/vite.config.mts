import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..', 'designer');
const api = process.env['LIANGXIN_API'] ?? 'http://127.0.0.1:8080';

/**
 * Two things leave this build: the staff application (`index.html`, answered under /desk/, files under /assets/) and the public pages' style sheet and entry
 * (`public/`, fixed names, served under /public/). The doors `#domain` and `#contract` resolve by package.json `imports`.
 */
export default defineConfig({
  root,
  publicDir: false,
  server: { proxy: { '/api': api } },
  preview: { proxy: { '/api': api } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1100,
    rolldownOptions: {
      // antd marks its files "use client" for servers that render React; a browser bundle has no such border.
      checks: { moduleLevelDirective: false },
      // The domain and the contract are pure: what a page does not use of them is not part of it.
      treeshake: { moduleSideEffects: [{ test: /\/(workflows\/domain|api\/contract)\//, sideEffects: false }] },
      input: { app: resolve(root, 'index.html'), public: resolve(root, 'public', 'entry.ts') },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'public' ? 'public/entry.js' : 'assets/[name]-[hash].js'),
        assetFileNames: (asset) => (asset.names.includes('public.css') ? 'public/public.css' : 'assets/[name]-[hash][extname]'),
      },
    },
  },
});
