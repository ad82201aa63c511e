import tailwindcss from "@tailwindcss/vite";

export default {
  plugins: [tailwindcss()],
  // Relative addresses inside the style sheet keep working under any STATIC_URL and behind a CDN.
  base: "./",
  publicDir: false,
  build: {
    manifest: "manifest.json",
    outDir: "../src/safelight/foundation/static/foundation/dist",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: false,
    rollupOptions: { input: { app: "src/app.ts" } },
  },
};
