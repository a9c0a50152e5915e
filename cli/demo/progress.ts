const width = 24;

/** A bar for each step of the play on a terminal; elsewhere one line when a step has ended. */
export function createProgress(write: (text: string) => void, isTerminal: boolean) {
  return {
    /** Begins a step of `total` parts; call `tick` for each, `end` at the end. */
    step(name: string, total: number) {
      const startedAt = performance.now();
      let done = 0;
      const line = (): string => {
        const full = total === 0 ? width : Math.round((done / total) * width);
        const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
        return `[${"█".repeat(full)}${"·".repeat(width - full)}] ${done}/${total}  ${name}  ${seconds} s`;
      };
      const draw = () => isTerminal && write(`\r\u001b[2K${line()}`);
      draw();
      return {
        tick(): void {
          done += 1;
          draw();
        },
        end(): void {
          done = total;
          write(isTerminal ? `\r\u001b[2K${line()}\n` : `${line()}\n`);
        },
      };
    },
  };
}

export type Progress = ReturnType<typeof createProgress>;
