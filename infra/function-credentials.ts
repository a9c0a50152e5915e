/**
 * What bundles hold in the place of `@aws-sdk/credential-provider-node`: Lambda hands a function its keys in the environment
 * and nowhere else. The SDK's search through files, sign-in services and metadata is 130 KB of each bundle.
 */
export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";
