// Builds the page into dist/ under fixed file names, which the server embeds; configures its unit tests.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds a running search-server. */
const SERVER = 'http://127.0.0.1:8311';

export default defineConfig({
  // Relative addresses let the page also live below a folder of a proxy.
  base: './',
  plugins: [svelte(), versioned()],
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
    include: ['src/**/*.test.ts', 'types.test.mjs'],
    reporters: ['default', './src/closing-line.ts'],
  },
});

/**
 * Puts a digest of each file into its address in the page (`assets/app.js?v=...`). The names stay fixed, yet a
 * browser that keeps the files for ever asks for them anew once they change.
 */
function versioned(): Plugin {
  return {
    name: 'versioned-addresses',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle }) {
        html = styledLater(html);
        for (const [name, file] of Object.entries(bundle ?? {})) {
          const content = file.type === 'chunk' ? file.code : file.source;
          html = html.replace(`./${name}"`, `./${name}?v=${await digest(content)}"`);
        }
        return html;
      },
    },
  };
}

/**
 * Puts the sheet of the components behind the content. The plain page needs only what stands in the document itself,
 * so it is painted without waiting for another file; scripts still run after the sheet.
 */
function styledLater(html: string): string {
  const sheet = /\s*<link rel="stylesheet"[^>]*>/.exec(html)?.[0] ?? '';
  return html.replace(sheet, '').replace('</body>', `${sheet.trim()}\n  </body>`);
}

async function digest(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash.slice(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
