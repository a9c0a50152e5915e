import { eventsPage } from "./events.ts";
import { problemsPage } from "./problems.ts";
import { routesPage } from "./routes.ts";
import { statesPage } from "./states.ts";
import { tablePage } from "./table.ts";

/** Every page that is made from the code, by its file in `docs/`. */
export async function madePages(): Promise<Record<string, string>> {
  return {
    "routes.md": routesPage(),
    "events.md": eventsPage(),
    "table.md": await tablePage(),
    "states.md": await statesPage(),
    "problems.md": problemsPage(),
  };
}
