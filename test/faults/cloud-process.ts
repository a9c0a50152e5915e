import { startCloud } from "../../infra/local/cloud.ts";

/**
 * The local cloud in a process of its own, so that a test can kill it: tells its address and its store's, once. Told
 * `before-mail` or `after-mail`, it dies at the next letter: before the mail service has it, or when it has it and
 * nobody knows.
 */
const [, , assembly = "", dir = ""] = process.argv;
const cloud = await startCloud({ assembly, dir });

const { take } = cloud.mailbox;
const die = () => process.kill(process.pid, "SIGKILL");
process.on("message", (moment) => {
  cloud.mailbox.take = async (handed) => {
    if (moment === "before-mail") die();
    const mail = await take(handed);
    die();
    return mail;
  };
});
process.once("SIGTERM", () => void cloud.close().then(() => process.exit()));
process.send?.({ url: cloud.url, storeUrl: cloud.store.url });
