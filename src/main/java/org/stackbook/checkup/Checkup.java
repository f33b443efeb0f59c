package org.stackbook.checkup;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;

/** Looks for what Stackbook needs, and for what it can use. */
public final class Checkup {

  private static final int OLDEST_JAVA = 17;
  private static final long LEAST_MEMORY = 512L << 20;
  private static final String JDK = "install a JDK, version 17 or later, such as Eclipse Temurin";

  private final Surroundings here;

  /** Looks at a machine. */
  public Checkup(Surroundings here) {
    this.here = here;
  }

  /** What is there and what is not, without trying whether a cell evaluates. */
  public List<Finding> findings() {
    return List.of(java(), compiler(), memory(), jar(), fonts(), maven(), jupyter(), kernel());
  }

  private Finding java() {
    String found =
        System.getProperty("java.version")
            + ", "
            + System.getProperty("java.vendor")
            + ", "
            + here.java();
    return Runtime.version().feature() >= OLDEST_JAVA
        ? Finding.found("Java", found)
        : Finding.missing("Java", found, JDK);
  }

  private static Finding compiler() {
    boolean jshell = ModuleLayer.boot().findModule("jdk.jshell").isPresent();
    if (ToolProvider.getSystemJavaCompiler() == null || !jshell) {
      return Finding.missing(
          "Compiler", "this is a runtime only: it has no jdk.compiler or no jdk.jshell", JDK);
    }
    return Finding.found("Compiler", "jdk.compiler and jdk.jshell");
  }

  private static Finding memory() {
    long most = Runtime.getRuntime().maxMemory();
    String found = "up to " + (most >> 20) + " MiB of heap";
    return most >= LEAST_MEMORY
        ? Finding.found("Memory", found)
        : Finding.missing(
            "Memory", found + " is less than " + (LEAST_MEMORY >> 20) + " MiB", "java -Xmx1g ...");
  }

  private Finding jar() {
    Path jar = here.jar();
    return jar != null
        ? Finding.found("Jar", jar.toString())
        : Finding.absent(
            "Jar", "running from class folders; install needs a jar", "mvn -q -DskipTests package");
  }

  /** Charts are drawn by AWT, which on a bare server has neither its libraries nor a font. */
  private static Finding fonts() {
    String wayOut = "on Debian and Ubuntu: apt-get install fontconfig fonts-dejavu-core";
    try {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
      BufferedImage image = new BufferedImage(60, 20, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setFont(font);
      graphics.setColor(Color.WHITE);
      graphics.drawString("42 TB", 2, 15);
      graphics.dispose();
      for (int x = 0; x < image.getWidth(); x++) {
        for (int y = 0; y < image.getHeight(); y++) {
          if ((image.getRGB(x, y) & 0xff) != 0) {
            return Finding.found("Charts", "text is drawn, without a display");
          }
        }
      }
      return Finding.missing("Charts", "text is drawn blank", wayOut);
    } catch (RuntimeException | LinkageError | InternalError e) {
      return Finding.missing("Charts", "no text can be drawn: " + e, wayOut);
    }
  }

  private Finding maven() {
    return here.onPath("mvn")
        .map(path -> Finding.found("Maven", path.toString()))
        .orElse(
            Finding.absent(
                "Maven",
                "not on the PATH; needed only to build Stackbook",
                "install Maven 3.8 or later"));
  }

  private Finding jupyter() {
    return here.onPath("jupyter")
        .map(path -> Finding.found("Jupyter", path.toString()))
        .orElse(
            Finding.absent(
                "Jupyter",
                "not on the PATH; stackbook run makes reports without it",
                "pip install notebook"));
  }

  private Finding kernel() {
    InstalledKernel kernel = InstalledKernel.at(here, null, InstalledKernel.NAME);
    if (!kernel.exists()) {
      return Finding.absent("Kernel", "not installed; needed only in Jupyter", "stackbook install");
    }
    List<String> command = kernel.command();
    Optional<String> gone =
        command.stream()
            .filter(word -> word.equals(command.get(0)) || word.endsWith(".jar"))
            .filter(word -> !Files.isRegularFile(Path.of(word)))
            .findFirst();
    if (command.isEmpty()) {
      return Finding.missing(
          "Kernel", kernel.folder() + " has no readable kernel.json", "stackbook install");
    }
    if (gone.isPresent()) {
      return Finding.missing(
          "Kernel",
          kernel.folder() + " names " + gone.get() + ", which is gone",
          "stackbook install");
    }
    return startsSlowly(kernel, command)
        ? Finding.absent(
            "Kernel",
            kernel.folder() + " starts slowly: its class archive does not fit the jar",
            "stackbook install")
        : Finding.found("Kernel", kernel.folder().toString());
  }

  private static boolean startsSlowly(InstalledKernel kernel, List<String> command) {
    Path jar = Path.of(command.get(command.indexOf("-jar") + 1));
    try {
      return kernel.startsSlowly(jar);
    } catch (IOException e) {
      return false; // it is a guess at best
    }
  }
}
