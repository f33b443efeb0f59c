package org.stackbook;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Collection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the JMH benchmarks: {@code mvn test -Dtests.groups=bench -Dtests.excluded=
 * -Dbench=MirrorPlacer}; {@code -Dbench.millions=50} for those that take so many requests. They
 * judge nothing; their figures are for people to compare.
 */
@Tag("bench")
class BenchmarksTest {

  @Test
  void run() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(System.getProperty("bench", ".*Bench.*"))
                    .param("millions", System.getProperty("bench.millions", "5"))
                    .build())
            .run();
    assertFalse(results.isEmpty(), "no benchmark of that name");
  }
}
