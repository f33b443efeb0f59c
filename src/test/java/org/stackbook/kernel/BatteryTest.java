package org.stackbook.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.session.Session;
import org.stackbook.session.Stubborn;

/**
 * What every kernel should do, seen from a front end: each check passes with this kernel, and fails
 * with one that is broken in the way that the check is there to find.
 */
@Tag("kernel")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BatteryTest {

  private static final Map<String, List<Check>> CHECKS = new LinkedHashMap<>();

  static {
    CHECKS.put("wire", WireChecks.all());
    CHECKS.put("execute", ExecuteChecks.all());
    CHECKS.put("output", OutputChecks.all());
    CHECKS.put("errors", ErrorChecks.all());
    CHECKS.put("interrupt", InterruptChecks.all());
    CHECKS.put("input", InputChecks.all());
    CHECKS.put("help", HelpChecks.all());
    CHECKS.put("magics", MagicChecks.all());
  }

  private static Path connection;
  private static Thread kernel;
  private static KernelClient client;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    connection = KernelClient.connectionFile(folder);
    kernel =
        new Thread(
            () -> {
              try {
                Kernel.run(connection, Session.builder(), Map.of());
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    kernel.start();
    client = new KernelClient(connection);
  }

  @AfterAll
  static void stop() throws Exception {
    Stubborn.release();
    client.ask(client.control, "shutdown_request", new JsonObject());
    kernel.join(5_000);
    client.close();
    assertFalse(kernel.isAlive(), "the kernel has ended");
  }

  private static Stream<DynamicNode> nodes(java.util.function.Function<Check, Executable> test) {
    return CHECKS.entrySet().stream()
        .map(
            group ->
                DynamicContainer.dynamicContainer(
                    group.getKey(),
                    group.getValue().stream()
                        .map(
                            check ->
                                DynamicTest.dynamicTest(
                                    check.promise().lines().findFirst().orElse(""),
                                    test.apply(check)))));
  }

  @TestFactory
  @Order(1)
  Stream<DynamicNode> theKernelPasses() {
    return nodes(check -> () -> passes(check));
  }

  private static void passes(Check check) throws Exception {
    try {
      check.body().test(client);
    } catch (Throwable e) {
      // What this check has left behind shall not fail the next one.
      recover();
      throw e;
    }
  }

  @TestFactory
  @Order(2)
  Stream<DynamicNode> aBrokenKernelIsFoundOut() {
    return nodes(
        check ->
            () -> {
              try (KernelClient broken = new KernelClient(connection, check.fault())) {
                assertThrows(Throwable.class, () -> check.body().test(broken));
              } finally {
                settle();
              }
            });
  }

  private static void recover() throws Exception {
    client.close();
    client = new KernelClient(connection);
    settle();
  }

  /** Ends what a check has left running. */
  private static void settle() {
    client.ask(client.control, "interrupt_request", new JsonObject());
    client.ask(client.shell, "comm_info_request", new JsonObject());
    client.forgetOthers();
  }
}
