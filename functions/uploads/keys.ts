import { ApplicationId, ObjectionDocumentId, UploadId } from "../../shared/kernel/ids.ts";

/** Where a file lies in quarantine, and later among the documents: scoped to its application, named by us. */
export const keyOf = (applicationId: ApplicationId, uploadId: UploadId) =>
  `uploads/${applicationId}/${uploadId}`;

/** Where what inspection read of a file lies among the documents: nobody downloads it. */
export const textKeyOf = (applicationId: ApplicationId, uploadId: UploadId) =>
  `texts/${applicationId}/${uploadId}.json`;

/** Where the copy for readers lies among the documents. */
export const copyKeyOf = (applicationId: ApplicationId, uploadId: UploadId) =>
  `copies/${applicationId}/${uploadId}`;

/** The upload that a key belongs to, or undefined when it is not one of ours. */
export function uploadOfKey(key: string): { applicationId: ApplicationId; id: UploadId } | undefined {
  const [folder, application, upload, ...rest] = key.split("/");
  const applicationId = ApplicationId.safeParse(application);
  const id = UploadId.safeParse(upload);
  if (folder !== "uploads" || rest.length > 0 || !applicationId.success || !id.success) return undefined;
  return { applicationId: applicationId.data, id: id.data };
}

/** Where a paper of an objection lies in quarantine, and later among the documents: under no application. */
export const objectionKeyOf = (id: ObjectionDocumentId) => `uploads/objections/${id}`;

/** Where its copy for readers lies. */
export const objectionCopyKeyOf = (id: ObjectionDocumentId) => `copies/objections/${id}`;

/** The paper of an objection that a key belongs to, or undefined when it is none. */
export function objectionDocumentOfKey(key: string): ObjectionDocumentId | undefined {
  const [folder, owner, document, ...rest] = key.split("/");
  const id = ObjectionDocumentId.safeParse(document);
  return folder === "uploads" && owner === "objections" && rest.length === 0 && id.success
    ? id.data
    : undefined;
}
