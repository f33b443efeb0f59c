package org.stackbook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.session.Session;

/** What comes while a kernel starts. */
@Tag("kernel")
@Timeout(60)
public class KernelStartTest {

  /** The startup snippet of the test waits here. */
  public static final CountDownLatch GATE = new CountDownLatch(1);

  @Test
  void aCellThatComesDuringTheStartupSnippetIsAnsweredAndMeanwhileTheKernelSpeaks(
      @TempDir Path folder) throws Exception {
    Path file = KernelClient.connectionFile(folder);
    String snippet = KernelStartTest.class.getName() + ".GATE.await(); int late = 7;";
    Thread kernel =
        new Thread(
            () -> {
              try {
                Kernel.run(file, Session.builder().startup(snippet), Map.of());
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    kernel.start();
    try (KernelClient client = new KernelClient(file)) { // asks for kernel_info
      String cell = client.begin("late + 1");
      JsonObject nothing = new JsonObject();
      assertEquals("ok", client.ask(client.control, "kernel_info_request", nothing).status());
      GATE.countDown();
      assertEquals("8", client.await(client.shell, cell).result());
      client.ask(client.control, "shutdown_request", nothing);
    }
    kernel.join(5_000);
    assertFalse(kernel.isAlive());
  }
}
