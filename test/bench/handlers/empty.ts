/** What a function costs that does nothing: Node itself. */
export const handler = async () => ({ statusCode: 204 });
