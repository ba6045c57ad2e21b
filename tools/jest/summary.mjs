import { relative } from 'node:path';

/** How many spec files the list of the slowest ones has at most. */
const COUNT = 10;

const inSeconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Jest reporter: lists the slowest spec files. For each it prints how long the file took, and for how much of that it
 * waited for something outside its process: a server, a browser, a child process, the disk. The last line counts all
 * tests.
 */
export default class Summary {
  onRunComplete(_contexts, results) {
    this.listSlowest(results.testResults);
    const broken = results.testResults.filter((suite) => suite.testExecError).length;
    const passed = results.numPassedTests;
    const failed = results.numFailedTests + broken;
    const skipped = results.numPendingTests + results.numTodoTests;
    process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  }

  listSlowest(testResults) {
    const timed = testResults
      .map(({ testFilePath, perfStats: { runtime }, cpuMs = 0 }) => ({ testFilePath, runtime, cpuMs }))
      .sort((one, other) => other.runtime - one.runtime);
    process.stdout.write('\nSlowest spec files:\n');
    for (const { testFilePath, runtime, cpuMs } of timed.slice(0, COUNT)) {
      const waits = inSeconds(Math.max(0, runtime - cpuMs));
      process.stdout.write(
        `${inSeconds(runtime).padStart(9)}, of which it waits ${waits.padStart(7)}: ${relative('', testFilePath)}\n`,
      );
    }
  }
}
