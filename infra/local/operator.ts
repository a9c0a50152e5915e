import type { Credentials } from "./environments.ts";
import type { Cloud } from "./model.ts";

interface Given {
  cloud: Cloud;
  url: string;
  credentials: Credentials;
}

/** What an operator's command needs to reach this cloud as it would reach AWS. */
export function operatorVariables({ cloud, url, credentials }: Given): Record<string, string> {
  const own = cloud.functions.flatMap(({ environment }) =>
    Object.entries(environment).filter(([name]) =>
      /^LINXUAN_(TABLE|BUS|BUCKET_\w+|S3_PATH_STYLE)$/.test(name),
    ),
  );
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    ...Object.fromEntries(own),
  };
}

const quoted = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;

/** As lines for a shell: `eval "$(curl -s .../_local/operator)"`. */
export const shellLines = (variables: Record<string, string>): string =>
  Object.entries(variables)
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
    .join("");
