package org.stackbook.session.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.session.magic.MavenFolder.dependency;
import static org.stackbook.session.magic.MavenFolder.pom;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.session.CellError;
import org.stackbook.session.CellResult;
import org.stackbook.session.RecordedOutput;
import org.stackbook.session.Session;

/** The magics that ask Maven, with a repository in a folder. */
@Tag("unit")
@Timeout(120)
class MavenMagicTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private MavenFolder maven;
  private Session session;
  private RecordedOutput output;

  @BeforeEach
  void open() throws IOException {
    maven = new MavenFolder(folder);
    session = Session.builder().build();
    output = new RecordedOutput();
  }

  @AfterEach
  void close() {
    session.close();
  }

  private CellResult run(String cell) {
    return session.run(cell, output);
  }

  private CellError error(String cell) {
    CellError error = run(cell).error();
    assertNotNull(error, cell);
    assertEquals("Refusal", error.name(), error::message);
    return error;
  }

  /** The file names that a magic has put on the class path, sorted. */
  private List<String> jars(String magic) {
    CellResult result = run("List<String> found = " + magic + "\nfound");
    assertNull(result.error(), () -> String.valueOf(result.error()));
    List<?> found = (List<?>) Objects.requireNonNull(result.value());
    return found.stream()
        .map(jar -> String.valueOf(Path.of((String) jar).getFileName()))
        .sorted()
        .toList();
  }

  private boolean onClassPath(String resource) {
    return Boolean.TRUE.equals(
        run("Thread.currentThread().getContextClassLoader().getResource(\""
                + resource
                + "\")"
                + " != null")
            .value());
  }

  private MavenFolder chain() throws IOException {
    return maven
        .with("needed", "2.0", "")
        .with("tests", "1.0", "")
        .with("given", "1.0", "")
        .with(
            "top",
            "1.0",
            dependency("g:needed:2.0", "")
                + dependency("g:tests:1.0", "test")
                + dependency("g:given:1.0", "provided"));
  }

  @Test
  void anArtifactComesWithWhatItNeedsAtRunTimeOnly() throws IOException {
    Path settings = chain().settings();
    assertEquals(
        List.of("needed-2.0.jar", "top-1.0.jar"), jars("%maven g:top:1.0 --settings " + settings));
    assertTrue(onClassPath("needed.txt"));
    assertFalse(onClassPath("tests.txt"));
    assertFalse(output.displays.isEmpty(), "downloads are told");
    String last = output.displays.get(output.displays.size() - 1).shown().text();
    assertTrue(last.matches("Downloaded \\d+ files, .* MB; 2 on the class path"), last);
    assertEquals(
        1, output.displays.stream().filter(d -> !d.update()).count(), "one display, updated");
  }

  @Test
  void whatTheLocalRepositoryHoldsIsNotAskedForAgain() throws IOException {
    Path settings = chain().settings();
    jars("%maven g:top:1.0 --settings " + settings);
    Files.move(maven.remote(), folder.resolve("gone"));
    int told = output.displays.size();
    assertEquals(
        List.of("needed-2.0.jar", "top-1.0.jar"), jars("%maven g:top:1.0 --settings " + settings));
    assertEquals(told, output.displays.size(), "nothing is downloaded, nothing is told");
    assertEquals(
        List.of("needed-2.0.jar", "top-1.0.jar"),
        jars("%addMavenDependency --offline g:top:1.0 --settings " + settings));
  }

  @Test
  void offlineIsSaidInTheSettingsOrOnTheLine() throws IOException {
    chain();
    Path settings = maven.settings();
    CellError asked = error("%maven --offline g:top:1.0 --settings " + settings);
    assertTrue(asked.message().contains("Maven is offline"), asked::message);
    assertTrue(asked.message().contains("%jars"), asked::message);
    maven.settings(maven.remote().toUri(), "<offline>true</offline>");
    CellError set = error("%maven g:top:1.0 --settings " + settings);
    assertTrue(set.message().contains("Maven is offline"), set::message);
  }

  @Test
  void aVersionThatIsNotThereNamesTheNearest() throws IOException {
    chain().versions("top", "0.9", "1.0", "1.1.5");
    CellError error = error("%maven g:top:1.1.4 --settings " + maven.settings());
    assertTrue(error.message().contains("no repository has g:top:jar:1.1.4"), error::message);
    assertTrue(error.message().contains("Did you mean 1.1.5?"), error::message);
    assertTrue(error.message().contains("0.9, 1.0, 1.1.5"), error::message);
    CellError unknown = error("%maven g:nothing:1 --settings " + maven.settings());
    assertTrue(unknown.message().contains("check group, artifact and version"), unknown::message);
  }

  @Test
  void whatCannotBeReachedIsNamedWithAWayOut() throws IOException {
    int closed;
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    Path settings = maven.settings(URI.create("http://127.0.0.1:" + closed + "/"), "");
    CellError error = error("%maven g:top:1.0 --settings " + settings);
    assertTrue(error.message().contains("mirror (http://127.0.0.1"), error::message);
    assertTrue(error.message().contains("settings.xml"), error::message);
  }

  @Test
  void artifactsAndSettingsThatCannotBeReadAreRefused() throws IOException {
    for (String wrong : List.of("g:top", "<x>:b:1", "a:b:c:d:e:f", "g:top:")) {
      CellError error = error("%maven " + wrong);
      assertTrue(error.message().contains("group:artifact:version"), error::message);
    }
    Path broken = Files.writeString(folder.resolve("broken.xml"), "<settings><mirrors>");
    CellError error = error("%maven g:top:1.0 --settings " + broken);
    assertTrue(error.message().contains("settings cannot be read"), error::message);
    CellError gone = error("%maven g:top:1.0 --settings " + folder.resolve("brokn.xml"));
    assertTrue(gone.message().contains("Did you mean " + broken), gone::message);
  }

  @Test
  void aPomFileBringsItsDependenciesItsParentsAndItsManagedVersions() throws IOException {
    chain();
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>g</groupId><artifactId>parent</artifactId><version>1</version>
          <packaging>pom</packaging>
          <properties><v>1.0</v></properties>
          <dependencyManagement><dependencies>%s</dependencies></dependencyManagement>
        </project>
        """
            .formatted(dependency("g:top:${v}", "")));
    Path child = Files.createDirectories(folder.resolve("child"));
    Path pom =
        Files.writeString(
            child.resolve("pom.xml"),
            """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent>
              <artifactId>child</artifactId>
              <dependencies>
                <dependency><groupId>g</groupId><artifactId>top</artifactId></dependency>
                %s
              </dependencies>
            </project>
            """
                .formatted(dependency("g:tests:1.0", "test")));
    assertEquals(
        List.of("needed-2.0.jar", "top-1.0.jar"),
        jars("%loadFromPOM " + pom + " --settings " + maven.settings()));
  }

  @Test
  void partsOfAPomInACellDo() throws IOException {
    Path settings = chain().settings();
    String start = "%%loadFromPOM --settings " + settings + "\n";
    assertNull(run(start + dependency("g:top:1.0", "")).error());
    assertTrue(onClassPath("needed.txt"));
    assertNull(
        run(start
                + "<properties><v>1.0</v></properties>\n<dependencies>"
                + dependency("g:given:${v}", "")
                + "</dependencies>")
            .error());
    assertTrue(onClassPath("given.txt"));
    assertNull(run(start + pom("own", "1", dependency("g:tests:1.0", ""))).error());
    assertTrue(onClassPath("tests.txt"));
  }

  @Test
  void brokenPomsAreRefusedWithTheirPlace() throws IOException {
    Path settings = chain().settings();
    String start = "%%loadFromPOM --settings " + settings + "\n";
    CellError open = error(start + "<dependency>\n<groupId>g</grupId></dependency>");
    assertTrue(
        open.message().contains("line 3") && open.message().contains("groupId"), open::message);
    CellError part = error(start + "<dependancy/>");
    assertTrue(part.message().contains("Did you mean dependency?"), part::message);
    CellError noVersion =
        error(start + "<dependency><groupId>g</groupId><artifactId>top</artifactId></dependency>");
    assertTrue(noVersion.message().contains("version"), noVersion::message);
    Path pom = Files.writeString(folder.resolve("pom.xml"), "<project><modelVersion>4.0.0");
    CellError file = error("%loadFromPOM " + pom + " --settings " + settings);
    assertTrue(file.message().contains("the POM is broken"), file::message);
    CellError gone = error("%loadFromPOM " + folder.resolve("pon.xml"));
    assertTrue(gone.message().contains("Did you mean " + pom), gone::message);
  }

  @Test
  void thePomOfADependencyThatIsBrokenIsTold() throws IOException {
    chain().withPom("top", "1.0", "<project><oops");
    assertEquals(List.of("top-1.0.jar"), jars("%maven g:top:1.0 --settings " + maven.settings()));
    assertTrue(output.err().contains("The POM of g:top"), output::err);
  }

  @Test
  void hostileXmlIsNotObeyed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "hidden");
    String entity =
        "<!DOCTYPE project [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><project>&x;</project>";
    CellError error = error("%%loadFromPOM\n<?xml version=\"1.0\"?>" + entity);
    assertTrue(error.message().contains("DOCTYPE"), error::message);
    assertFalse(error.message().contains("hidden"), error::message);
    Path file = Files.writeString(folder.resolve("pom.xml"), entity);
    assertTrue(error("%loadFromPOM " + file).message().contains("DOCTYPE"));
    CellError large = error("%%loadFromPOM\n" + " ".repeat(2 << 20));
    assertTrue(large.message().contains("1 MiB"), large::message);
    String deep = "<dependencies>".repeat(40_000) + "</dependencies>".repeat(40_000);
    error("%%loadFromPOM\n" + deep);
  }

  @Test
  void aRepositoryOfTheNotebookIsAsked() throws IOException {
    chain();
    Path settings =
        Files.writeString(
            folder.resolve("bare.xml"),
            "<settings><localRepository>"
                + maven.local()
                + "</localRepository>"
                + "<mirrors><mirror><id>none</id><mirrorOf>central</mirrorOf><url>"
                + folder.resolve("empty").toUri()
                + "</url></mirror></mirrors></settings>");
    error("%maven g:top:1.0 --settings " + settings);
    assertTrue(run("%mavenRepo ours " + maven.remote().toUri()).ok());
    assertEquals(
        List.of("needed-2.0.jar", "top-1.0.jar"), jars("%maven g:top:1.0 --settings " + settings));
    CellError scheme = error("%mavenRepo ours htps://example.org/");
    assertTrue(scheme.message().contains("Did you mean https?"), scheme::message);
  }

  @Test
  void aServerThatAsksForAPasswordGetsThatOfTheSettings() throws IOException {
    chain();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String sent = exchange.getRequestHeaders().getFirst("Authorization");
          if (sent == null) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"r\"");
            exchange.sendResponseHeaders(401, -1);
          } else {
            seen.add(sent);
            Path file = maven.remote().resolve(exchange.getRequestURI().getPath().substring(1));
            boolean there = Files.isRegularFile(file);
            byte[] body = there ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(there ? 200 : 404, there ? body.length : -1);
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    try {
      Path settings =
          maven.settings(
              URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
              "<servers><server><id>mirror</id><username>me</username>"
                  + "<password>pw</password></server></servers>");
      assertEquals(
          List.of("needed-2.0.jar", "top-1.0.jar"),
          jars("%maven g:top:1.0 --settings " + settings));
      String expected =
          Base64.getEncoder().encodeToString("me:pw".getBytes(StandardCharsets.UTF_8));
      assertEquals(Set.of("Basic " + expected), seen);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anInterruptLeavesNothingHalfDone() throws Exception {
    chain();
    CountDownLatch half = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          Path file = maven.remote().resolve(exchange.getRequestURI().getPath().substring(1));
          if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
          } else if (file.toString().endsWith(".jar")) {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(new byte[100_000]);
            exchange.getResponseBody().flush();
            half.countDown();
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          } else {
            byte[] body = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    try {
      Path settings =
          maven.settings(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), "");
      Thread interrupter =
          new Thread(
              () -> {
                try {
                  half.await();
                } catch (InterruptedException e) {
                  return;
                }
                session.interrupt();
              });
      interrupter.start();
      long before = System.nanoTime();
      CellError error = run("%maven g:top:1.0 --settings " + settings).error();
      assertNotNull(error);
      assertEquals("InterruptedException", error.name(), error::message);
      assertTrue(
          System.nanoTime() - before < TimeUnit.SECONDS.toNanos(30), "the server never answers");
      interrupter.join();
      assertFalse(onClassPath("top.txt"));
      try (Stream<Path> files = Files.walk(maven.local())) {
        assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".jar")).toList());
      }
      // Once the server is well again, so is the magic.
      assertEquals(
          List.of("needed-2.0.jar", "top-1.0.jar"),
          jars("%maven g:top:1.0 --settings " + maven.settings()));
    } finally {
      end.countDown();
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
