import { inject } from "vitest";

// Two engines run side by side: each test file is told of its own.
Object.assign(process.env, inject("surroundings"));
