package org.stackbook.session;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.stackbook.view.MimeBundle;

/**
 * What a user waits for at Tab and Shift-Tab in a warm session. Two places are asked about in turn,
 * so that no answer is one that was kept.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class HelpBench {

  private final Session session = Session.builder().startup(StartupSnippet.text()).build();
  private int asked;

  /** The variables of the README. */
  @Setup
  public void describe() {
    session.run(
        """
        var oslo = stamp("oslo", s -> s.build("1802").servers(8, n -> n.memory(gb(384)).cores(40)
            .boot(SSD, gb(480)).cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(8))));
        var placed = oslo.storage().place(p -> p.fill(pct(50)));
        var without = placed.fail("n3");
        """,
        CellOutput.NONE);
  }

  /** Ends the session. */
  @TearDown
  public void close() {
    session.close();
  }

  private String one(String first, String second) {
    return asked++ % 2 == 0 ? first : second;
  }

  /** Members of a text. */
  @Benchmark
  public Completion members() {
    String code = one("\"abc\".sub", "\"abcd\".sub");
    return session.complete(code, code.length());
  }

  /** Words inside of a text. */
  @Benchmark
  public Completion words() {
    String code = one("placed.fail(\"n", "without.fail(\"n");
    return session.complete(code, code.length());
  }

  /** A method with its Javadoc. */
  @Benchmark
  public Optional<MimeBundle> inspect() {
    String code = one("placed.fail(", "without.fail(");
    return session.inspect(code, code.length());
  }
}
