import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

/** `npm run build` for the jar; `ARAPAIMA_API=https://... npx vite` for working on the pages with a running console behind them. */
export default defineConfig({
  plugins: [preact()],
  build: {
    target: "es2022",
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    chunkSizeWarningLimit: 200,
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: process.env["ARAPAIMA_API"] ?? "https://127.0.0.1:3636", secure: false } },
  },
});
