package org.stackbook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the process of a kernel begins and ends. */
@Tag("kernel")
class KernelProcessTest {

  /** Twice what is promised: the machine may be busy with other tests. */
  private static final Duration EXIT = Duration.ofSeconds(2);

  private Process process;
  private KernelClient client;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    Path file = KernelClient.connectionFile(folder);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KernelProcess.class.getName(),
            file.toString());
    builder.environment().put("IJAVA_STARTUP_SCRIPT", "int fromEnvironment = 11;");
    process = builder.inheritIO().start();
    client = new KernelClient(file);
  }

  @AfterEach
  void stop() {
    client.close();
    process.destroyForcibly();
  }

  private void shutDown() throws Exception {
    long asked = System.nanoTime();
    client.send(client.control, "shutdown_request", new JsonObject());
    KernelClient.Received reply = KernelClient.receive(client.control);
    assertEquals("shutdown_reply", reply.type());
    assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the process ends");
    long took = System.nanoTime() - asked;
    assertTrue(took < EXIT.toNanos(), () -> "it took " + Duration.ofNanos(took));
    assertEquals(0, process.exitValue());
  }

  @Test
  void anIdleKernelEndsWhenAsked() throws Exception {
    assertEquals("12", client.execute("fromEnvironment + 1").result());
    shutDown();
  }

  @Test
  void aBusyKernelWithThreadsOfTheUserEndsWhenAsked() throws Exception {
    client.execute("new Thread(() -> { while (true) { } }).start();");
    client.send(
        client.shell,
        "execute_request",
        KernelClient.code("System.out.print(1); while (true) { }"));
    KernelClient.Received message;
    do {
      message = client.nextPublished();
    } while (!message.type().equals("stream"));
    shutDown();
  }
}
