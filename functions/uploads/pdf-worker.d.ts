declare module "pdfjs-dist/legacy/build/pdf.worker.mjs" {
  /** Read by the engine from `globalThis.pdfjsWorker`. */
  export const WorkerMessageHandler: unknown;
}
