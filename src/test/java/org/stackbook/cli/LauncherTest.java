package org.stackbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a project of its own, where java and mvn are small scripts. */
@Tag("unit")
class LauncherTest {

  @TempDir Path folder = Path.of("");
  private Path project = Path.of("");
  private Path jdk = Path.of("");
  private Path bin = Path.of("");
  private Path tools = Path.of("");

  private record Launch(int code, String out, String err) {}

  @BeforeEach
  void aProjectWithAJdkAndMaven() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    project = Files.createDirectories(folder.resolve("the project"));
    bin = Files.createDirectories(folder.resolve("bin"));
    tools = Files.createDirectories(folder.resolve("tools"));
    jdk = folder.resolve("jdk");
    Path launcher = Path.of(System.getProperty("stackbook.basedir", ""), "stackbook");
    Files.copy(launcher, project.resolve("stackbook"));
    assertTrue(project.resolve("stackbook").toFile().setExecutable(true));
    Files.createDirectories(project.resolve("src/main/java"));
    Files.createDirectories(project.resolve("kernel"));
    Files.writeString(project.resolve("src/main/java/A.java"), "class A {}");
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    script(jdk.resolve("bin/java"), "echo \"java $*\"");
    script(jdk.resolve("bin/javac"), "");
    // Only our mvn is to be found, beside the plain tools of the system.
    for (String tool :
        List.of(
            "ls", "dirname", "sed", "find", "head", "tail", "grep", "mkdir", "rm", "mv", "cat",
            "touch", "sleep")) {
      Path usr = Path.of("/usr/bin", tool);
      script(tools.resolve(tool), "exec " + (Files.exists(usr) ? usr : "/bin/" + tool) + " \"$@\"");
    }
    script(bin.resolve("mvn"), "echo build >> builds; sleep 0.3; echo jar > target/stackbook.jar");
  }

  @Test
  void buildsOnFirstUseAndThenRunsTheJar() throws Exception {
    Launch first = launch("run", "my notebook.ipynb");
    assertEquals(0, first.code, first.err);
    assertTrue(first.err.contains("first use: building with Maven"), first.err);
    assertTrue(
        first.out.endsWith(
            "-jar " + project.resolve("target/stackbook.jar") + " run my notebook.ipynb\n"),
        first.out);
    Launch second = launch("run");
    assertEquals("", second.err);
    assertEquals(1, builds());
  }

  @Test
  void buildsAgainWhenASourceIsNewerOrGone() throws Exception {
    launch();
    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    Files.setLastModifiedTime(project.resolve("src/main/java/A.java"), later);
    assertTrue(launch().err.contains("sources have changed"));
    assertEquals(2, builds());
    Files.setLastModifiedTime(
        project.resolve("src/main/java/A.java"), FileTime.from(Instant.now().minusSeconds(3600)));
    age();
    assertEquals("", launch().err);
    Files.delete(project.resolve("src/main/java/A.java"));
    assertTrue(launch().err.contains("sources have changed"));
  }

  @Test
  void ofTwoLaunchesAtOnceOneBuilds() throws Exception {
    Process one = start("one");
    Process other = start("other");
    Launch first = end(one);
    Launch second = end(other);
    assertEquals(0, first.code, first.err);
    assertEquals(0, second.code, second.err);
    assertEquals(1, builds());
    assertTrue((first.err + second.err).contains("another launch is building"));
  }

  @Test
  void aLockWhoseBuilderIsGoneDoesNotHoldAnybody() throws Exception {
    Process dead = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    dead.waitFor();
    Files.createDirectories(project.resolve("target/.building"));
    Files.writeString(project.resolve("target/.building/pid"), dead.pid() + "\n");
    assertEquals(0, launch().code);
    assertFalse(Files.exists(project.resolve("target/.building")));
  }

  @Test
  void aBuildThatFailsShowsItsErrorsAndKeepsTheLogAndTheOldJar() throws Exception {
    launch();
    Files.writeString(project.resolve("target/stackbook.jar"), "old jar");
    age();
    script(bin.resolve("mvn"), "echo '[INFO] fine'; echo '[ERROR] A.java:[1,7] oops'; exit 1");
    Files.writeString(project.resolve("src/main/java/B.java"), "class");
    Launch failed = launch("run");
    assertEquals(1, failed.code);
    assertEquals("", failed.out);
    assertTrue(failed.err.contains("[ERROR] A.java:[1,7] oops"), failed.err);
    assertFalse(failed.err.contains("[INFO]"), failed.err);
    assertTrue(failed.err.contains("Way out"), failed.err);
    assertTrue(Files.readString(project.resolve("target/build.log")).contains("[INFO] fine"));
    assertEquals("old jar", Files.readString(project.resolve("target/stackbook.jar")));
    assertFalse(Files.exists(project.resolve("target/.building")));
  }

  @Test
  void worksThroughALinkFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(bin.resolve("sb"), project.resolve("stackbook"));
    Launch launch = end(start(link, "doctor"));
    assertEquals(0, launch.code, launch.err);
    assertTrue(launch.out.contains(project.resolve("target/stackbook.jar") + " doctor"));
  }

  @Test
  void anOldJavaIsRefused() throws Exception {
    for (String version : List.of("1.8.0_402", "11.0.22", "16")) {
      Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
      Launch launch = launch();
      assertEquals(1, launch.code);
      assertTrue(
          launch.err.contains("is version " + version + "; Stackbook needs Java 17"), launch.err);
    }
    for (String version : List.of("17", "21.0.2", "25-ea")) {
      Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
      assertEquals(0, launch().code, version);
    }
  }

  @Test
  void withoutAReleaseFileJavaItselfIsAsked() throws Exception {
    Files.delete(jdk.resolve("release"));
    script(jdk.resolve("bin/java"), "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
    assertTrue(launch().err.contains("is version 11.0.2"));
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Files.delete(jdk.resolve("bin/javac"));
    assertTrue(launch().err.contains("a runtime without a compiler"));
    Files.delete(bin.resolve("mvn"));
    assertTrue(launch().err.contains("mvn is not on the PATH"));
    Files.delete(jdk.resolve("bin/java"));
    assertTrue(launch().err.contains("there is no bin/java in it"));
  }

  private Launch launch(String... words) throws Exception {
    return end(start(words));
  }

  private Process start(String... words) throws IOException {
    return start(project.resolve("stackbook"), words);
  }

  private Process start(Path launcher, String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(List.of(words));
    builder.directory(folder.toFile());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("PATH", bin + File.pathSeparator + tools);
    return builder.start();
  }

  private static Launch end(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Launch(process.waitFor(), out, err);
  }

  private long builds() throws IOException {
    return Files.readString(project.resolve("builds")).lines().count();
  }

  /** Makes everything but the jar as old as if it had been there for long. */
  private void age() throws IOException {
    FileTime before = FileTime.from(Instant.now().minusSeconds(3600));
    for (String place : List.of("src/main", "src/main/java", "kernel", "pom.xml")) {
      Files.setLastModifiedTime(project.resolve(place), before);
    }
    Files.setLastModifiedTime(
        project.resolve("target/stackbook.jar"), FileTime.from(Instant.now().minusSeconds(1800)));
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }
}
