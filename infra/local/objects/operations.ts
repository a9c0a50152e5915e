import { headBucket, listObjects, listVersions } from "./bucket.ts";
import { answerXml, type Call } from "./call.ts";
import { completeUpload } from "./complete.ts";
import { fault } from "./fault.ts";
import { abortUpload, createUpload, listParts, uploadPart } from "./multipart.ts";
import { readObject } from "./read.ts";
import { deleteObject, deleteObjects } from "./remove.ts";
import { deleteTags, getTags, putTags } from "./tags.ts";
import { copyObject, putObject } from "./write.ts";

type Operation = (call: Call) => Promise<void>;

/** Query words that each name another operation of S3; `partNumber` counts only with `uploadId`. */
const words =
  "accelerate acl analytics attributes cors delete encryption intelligent-tiering inventory legal-hold lifecycle location logging metadataTable metrics notification object-lock ownershipControls partNumber policy policyStatus publicAccessBlock renameObject replication requestPayment restore retention select select-type session tagging torrent uploadId uploads versioning versions website".split(
    " ",
  );

async function getVersioning(call: Call): Promise<void> {
  const { bucket } = call.storage;
  if (!call.may("s3:GetBucketVersioning", bucket.arn)) throw fault("AccessDenied");
  answerXml(call, "VersioningConfiguration", { Status: bucket.isVersioned ? "Enabled" : undefined });
}

/** What the endpoint does: method, then the words of the query in alphabetical order. */
const onObject: Record<string, Operation> = {
  GET: readObject,
  HEAD: readObject,
  PUT: putObject,
  DELETE: deleteObject,
  "GET tagging": getTags,
  "PUT tagging": putTags,
  "DELETE tagging": deleteTags,
  "POST uploads": createUpload,
  "PUT partNumber uploadId": uploadPart,
  "POST uploadId": completeUpload,
  "GET uploadId": listParts,
  "DELETE uploadId": abortUpload,
};

const onBucket: Record<string, Operation> = {
  GET: listObjects,
  HEAD: headBucket,
  "GET versions": listVersions,
  "GET versioning": getVersioning,
  "POST delete": deleteObjects,
};

/** @throws NotImplemented for what S3 has and this endpoint has not: loud here rather than different on AWS */
export function operationOf({ method, query, key, headers }: Call): Operation {
  const name = [method, ...words.filter((word) => query.has(word))].join(" ");
  const isCopy = headers["x-amz-copy-source"] !== undefined;
  if (key !== "" && isCopy && name === "PUT") return copyObject;
  const operation = isCopy ? undefined : (key === "" ? onBucket : onObject)[name];
  if (operation === undefined) throw fault("NotImplemented", `${name} is not known to the local cloud's S3.`);
  return operation;
}
