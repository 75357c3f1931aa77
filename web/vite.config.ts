// Builds the page into dist/ under fixed file names, which the server embeds; configures its unit tests.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds a running search-server. */
const SERVER = 'http://127.0.0.1:8080';

export default defineConfig({
  // Relative addresses let the page also live below a folder of a proxy.
  base: './',
  plugins: [svelte()],
  server: { proxy: { '/api': SERVER, '/readyz': SERVER } },
  build: {
    target: 'es2022',
    cssCodeSplit: false,
    // Nothing may be inlined: the content security policy allows no inline script or style.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      output: { entryFileNames: 'assets/app.js', assetFileNames: 'assets/app[extname]' },
    },
  },
  test: {
    include: ['src/**/*.test.ts'],
    reporters: ['default', './src/closing-line.ts'],
  },
});
