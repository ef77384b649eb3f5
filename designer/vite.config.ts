/**
 * How the web app is built. Three things must stay true: every script and style tag carries the nonce placeholder that
 * the server fills in for each answer; each area is a chunk of its own, so that somebody who only asks for a laptop
 * never downloads the diagram editor; and nothing is inlined, because the content security policy allows no inline code.
 */
import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

/** The server replaces this text in index.html with a fresh nonce for each answer. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

export default defineConfig(({ mode }) => {
  const api = loadEnv(mode, '.', 'PERDURA_').PERDURA_API_URL ?? 'http://127.0.0.1:3000';
  return {
    root: import.meta.dirname,
    plugins: [react()],
    html: { cspNonce: NONCE_PLACEHOLDER },
    server: { proxy: { '/api': { target: api, changeOrigin: false } } },
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              // What writes pictures comes with them, when one is wanted.
              {
                name: 'react',
                test: /node_modules\/(react|react-dom(?!\/(server|cjs\/react-dom-server))|scheduler)\//,
              },
              {
                name: 'mantine',
                test: /node_modules\/(@mantine\/(core|hooks|store|notifications|spotlight)|@floating-ui|react-remove-scroll)/,
              },
              {
                name: 'tanstack',
                test: /node_modules\/@tanstack\/(react-router|router-core|history|react-query|query-core)/,
              },
              { name: 'intl', test: /node_modules\/(react-intl|@formatjs|intl-messageformat)/ },
              { name: 'diagram', test: /node_modules\/(@xyflow|d3-)/ },
              {
                name: 'conditions',
                test: /node_modules\/(react-querybuilder|@react-querybuilder|@reduxjs|react-redux|redux|immer)/,
              },
              {
                name: 'forms',
                test: /node_modules\/(@rjsf|lodash-es|markdown-to-jsx|fast-uri|fast-equals|@x0k)/,
              },
            ],
          },
        },
      },
    },
  };
});
