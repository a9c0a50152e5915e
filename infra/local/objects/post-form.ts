import { rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream";
import busboy from "busboy";
import { fault } from "./fault.ts";

/** S3's limit for all that comes before the file, in bytes. */
const largestPreamble = 20 * 1024;
const mostFields = 100;

export interface Form {
  /** Names in lower case. */
  fields: Map<string, string>;
  file: Readable;
  filename: string;
}

const oneFile = () => fault("InvalidArgument", "POST requires exactly one file upload per request.");

/**
 * Reads a form up to its file, which is then read by the caller as it arrives.
 * @throws MalformedPOSTRequest, InvalidArgument, MaxMessageLengthExceeded
 */
export function readForm(request: IncomingMessage): Promise<Form> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    let size = 0;
    let isRefused = false;
    const refuse = (error: Error) => {
      isRefused = true;
      reject(error);
    };
    const parser = parserOf(request);
    parser.on("field", (name, value, { valueTruncated }) => {
      size += name.length + Buffer.byteLength(value);
      if (size > largestPreamble || valueTruncated) refuse(fault("MaxMessageLengthExceeded"));
      const lower = name.toLowerCase();
      if (fields.has(lower)) refuse(fault("InvalidArgument", `The field ${name} comes twice.`));
      fields.set(lower, value);
    });
    parser.on("file", (name, file, { filename = "" }) => {
      // Said here already: a form that ends too early fails its file before anybody reads it.
      file.on("error", () => undefined);
      if (name.toLowerCase() === "file" && !isRefused) resolve({ fields, file, filename });
      else file.resume();
    });
    parser.on("fieldsLimit", () => refuse(fault("MaxMessageLengthExceeded")));
    pipeline(request, parser, (error) => reject(error ? fault("MalformedPOSTRequest") : oneFile()));
  });
}

function parserOf({ headers }: IncomingMessage): busboy.Busboy {
  try {
    return busboy({
      headers,
      defParamCharset: "utf8",
      limits: { fieldSize: largestPreamble, fields: mostFields, files: 1 },
    });
  } catch {
    throw fault("MalformedPOSTRequest");
  }
}

/** The file's bytes; leaving early does not end the form, so that the rest of it can be let go. */
export async function* bytesOf(file: Readable): AsyncGenerator<Buffer> {
  try {
    yield* file.iterator({ destroyOnReturn: false });
  } catch {
    throw fault("MalformedPOSTRequest");
  }
}

/** Removes a received file when what follows fails. */
export async function orRemove<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}
