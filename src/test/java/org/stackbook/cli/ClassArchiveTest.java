package org.stackbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.checkup.InstalledKernel;

/** What installation leaves for a fast start. */
@Tag("kernel")
@Timeout(180)
class ClassArchiveTest {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path folder = Path.of("");

  @Test
  void isUsedAndPassedOverWhenTheJarHasChanged() throws Exception {
    Path jar = jar();
    Kernelspec kernel = new Kernelspec(folder.resolve("kernels").resolve("stackbook"));
    assertTrue(kernel.install(JAVA, jar), "an archive is made");
    assertTrue(Files.size(kernel.folder().resolve(InstalledKernel.ARCHIVE)) > 1_000_000);
    assertEquals("shared", start(kernel));

    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
    assertEquals("from the jar", start(kernel));

    Path archive = kernel.folder().resolve(InstalledKernel.ARCHIVE);
    Files.delete(archive);
    assertEquals("from the jar", start(kernel));
    Files.writeString(archive, "not an archive");
    assertEquals("from the jar", start(kernel));
  }

  @Test
  void withoutOneTheKernelIsInstalledAllTheSame() throws Exception {
    Kernelspec kernel = new Kernelspec(folder.resolve("kernels").resolve("stackbook"));
    assertFalse(kernel.install(folder.resolve("no-such-java"), folder.resolve("no.jar")));
    assertTrue(Files.isRegularFile(kernel.folder().resolve("kernel.json")));
    assertFalse(Files.exists(kernel.folder().resolve(InstalledKernel.ARCHIVE)));
  }

  /** Starts the kernel as its kernelspec says, and tells where its classes came from. */
  private String start(Kernelspec kernel) throws Exception {
    Path log = folder.resolve("loaded.txt");
    Path printed = folder.resolve("printed.txt");
    List<String> command = new ArrayList<>(new InstalledKernel(kernel.folder()).command());
    command.replaceAll(word -> word.equals("{connection_file}") ? Launcher.REHEARSE : word);
    command.add(command.indexOf("-jar"), "-Xlog:class+load:file=" + log);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the kernel ends");
    assertEquals(0, process.exitValue(), () -> read(printed));
    assertEquals("", read(printed), "nothing is said");
    String line =
        Files.readAllLines(log).stream()
            .filter(each -> each.contains("org.stackbook.kernel.Kernel "))
            .findFirst()
            .orElseThrow();
    return line.contains("shared objects file") ? "shared" : "from the jar";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /**
   * The classes of this build in a jar that names its libraries; archives know no class folders.
   */
  private Path jar() throws IOException {
    Path classes = Path.of(System.getProperty("stackbook.basedir"), "target", "classes");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, Launcher.class.getName());
    main.put(
        Attributes.Name.CLASS_PATH,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    Path jar = folder.resolve("stackbook.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(
            new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, out);
      }
    }
    return jar;
  }
}
