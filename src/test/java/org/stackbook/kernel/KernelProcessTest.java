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

  private Path file;
  private ProcessBuilder builder;
  private Process process;
  private Process parent;
  private KernelClient client;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    file = KernelClient.connectionFile(folder);
    builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KernelProcess.class.getName(),
            file.toString());
    parent = new ProcessBuilder("sleep", "600").start();
    builder.environment().put("JPY_PARENT_PID", String.valueOf(parent.pid()));
    builder.environment().put("IJAVA_STARTUP_SCRIPT", "int fromEnvironment = 11;");
    process = builder.inheritIO().start();
    client = new KernelClient(file);
  }

  @AfterEach
  void stop() {
    client.close();
    parent.destroyForcibly();
    process.destroyForcibly();
  }

  private void awaitEnd(long since) throws Exception {
    assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the process ends");
    long took = System.nanoTime() - since;
    assertTrue(took < EXIT.toNanos(), () -> "it took " + Duration.ofNanos(took));
    assertEquals(0, process.descendants().count());
  }

  /** Sends a cell and waits until it runs. */
  private String busy() {
    String id = client.begin("System.out.print(1); while (true) { }");
    KernelClient.Received message;
    do {
      message = client.nextPublished();
    } while (!message.type().equals("stream"));
    return id;
  }

  private void shutDown() throws Exception {
    long asked = System.nanoTime();
    client.send(client.control, "shutdown_request", new JsonObject());
    KernelClient.Received reply = client.receive(client.control);
    assertEquals("shutdown_reply", reply.type());
    awaitEnd(asked);
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
    busy();
    shutDown();
  }

  @Test
  void aBusyKernelEndsOnSigterm() throws Exception {
    busy();
    long asked = System.nanoTime();
    process.destroy();
    awaitEnd(asked);
  }

  @Test
  void aCellsChildrenEndWithTheKernel() throws Exception {
    client.execute("var child = new ProcessBuilder(\"sleep\", \"60\").start();");
    ProcessHandle child = process.children().findFirst().orElseThrow();
    shutDown();
    child.onExit().get(5, TimeUnit.SECONDS);
  }

  @Test
  void aCellsChildrenEndOnSigterm() throws Exception {
    client.execute("var child = new ProcessBuilder(\"sleep\", \"60\").start();");
    ProcessHandle child = process.children().findFirst().orElseThrow();
    process.destroy();
    child.onExit().get(5, TimeUnit.SECONDS);
  }

  @Test
  void twentyRestartsInARowLeaveAKernelThatAnswers() throws Exception {
    for (int i = 1; i <= 20; i++) {
      assertEquals(String.valueOf(i + 1), client.execute(i + " + 1").result());
      client.send(client.control, "shutdown_request", restart());
      assertTrue(client.receive(client.control).content().get("restart").getAsBoolean());
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the process ends");
      client.close();
      // As Jupyter does it: a new process on the same ports.
      process = builder.start();
      client = new KernelClient(file);
    }
    assertEquals("7", client.execute("3 + 4").result());
  }

  private static JsonObject restart() {
    JsonObject request = new JsonObject();
    request.addProperty("restart", true);
    return request;
  }

  @Test
  void sigintInterruptsTheCellAndTheKernelGoesOn() throws Exception {
    String id = busy();
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    assertEquals("InterruptedException", client.await(client.shell, id).reply().text("ename"));
    assertEquals("3", client.execute("1 + 2").result());
  }

  @Test
  void aBusyKernelEndsWithItsParent() throws Exception {
    busy();
    long asked = System.nanoTime();
    parent.destroyForcibly();
    awaitEnd(asked);
  }
}
