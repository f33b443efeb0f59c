package org.stackbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stackbook.checkup.InstalledKernel;
import org.stackbook.checkup.Surroundings;
import org.stackbook.error.Refusal;

/**
 * The folder by which Jupyter knows a kernel. Written without Jupyter and without Python.
 *
 * @param folder {@code <data>/kernels/<name>}
 */
record Kernelspec(Path folder) {

  private static final String RESOURCES = "/org/stackbook/kernelspec/";
  private static final List<String> LOGOS =
      List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The place of a kernel.
   *
   * @param prefix a Python prefix to install under, or {@code null} for the user's own Jupyter
   * @param name the kernel's name
   * @throws Refusal if Jupyter would not take the name
   */
  static Kernelspec at(Surroundings here, @Nullable Path prefix, String name) {
    if (!name.matches("[A-Za-z0-9._-]+") || name.matches("\\.+")) {
      throw Refusal.of(
              "--name " + name, "a kernel's name has letters, digits, '.', '_' and '-' only")
          .source("Jupyter Client, Kernel specs")
          .wayOut("--name " + InstalledKernel.NAME)
          .asException();
    }
    return new Kernelspec(InstalledKernel.at(here, prefix, name).folder());
  }

  boolean exists() {
    return Files.isDirectory(folder);
  }

  /**
   * Writes the kernel's files; what an earlier installation left is gone afterwards.
   *
   * @param java the Java launcher to start the kernel with
   * @param jar the jar that holds the kernel
   * @return whether a class archive could be made, with which the kernel starts faster
   * @throws Refusal if there is a kernel of that name that is not Stackbook
   */
  boolean install(Path java, Path jar) throws IOException, InterruptedException {
    refuseIfNotOurs();
    Path fresh = folder.resolveSibling("." + folder.getFileName() + ".new");
    delete(fresh);
    Files.createDirectories(fresh);
    try {
      ObjectNode spec = template();
      ArrayNode argv = spec.withArrayProperty("argv");
      for (int i = 0; i < argv.size(); i++) {
        String word = argv.get(i).asText();
        String filled =
            switch (word) {
              case "{java}" -> java.toString();
              case "{jar}" -> jar.toString();
              case "{archive}" -> ClassArchive.option(folder.resolve(InstalledKernel.ARCHIVE));
              default -> word;
            };
        argv.set(i, JSON.getNodeFactory().textNode(filled));
      }
      JSON.writerWithDefaultPrettyPrinter().writeValue(fresh.resolve("kernel.json").toFile(), spec);
      for (String logo : LOGOS) {
        try (InputStream in = Kernelspec.class.getResourceAsStream(RESOURCES + logo)) {
          if (in != null) {
            Files.copy(in, fresh.resolve(logo));
          }
        }
      }
      boolean archived =
          ClassArchive.make(
              argv.valueStream().map(JsonNode::asText).toList(),
              fresh.resolve(InstalledKernel.ARCHIVE));
      delete(folder);
      Files.move(fresh, folder);
      return archived;
    } finally {
      delete(fresh);
    }
  }

  /**
   * Takes the kernel away.
   *
   * @return whether there was one
   * @throws Refusal if there is a kernel of that name that is not Stackbook
   */
  boolean uninstall() throws IOException {
    if (!exists()) {
      return false;
    }
    refuseIfNotOurs();
    delete(folder);
    return true;
  }

  private void refuseIfNotOurs() {
    JsonNode spec = new InstalledKernel(folder).description();
    if (spec.isObject() && !spec.path("display_name").asText().startsWith("Stackbook")) {
      throw Refusal.of(
              "--name " + folder.getFileName(),
              "there is another kernel of that name, "
                  + spec.path("display_name").asText("without a title")
                  + ", in "
                  + folder)
          .wayOut("choose another name")
          .asException();
    }
  }

  private static ObjectNode template() throws IOException {
    try (InputStream in = Kernelspec.class.getResourceAsStream(RESOURCES + "kernel.json")) {
      if (in == null) {
        throw new IllegalStateException("not in this build: " + RESOURCES + "kernel.json");
      }
      return (ObjectNode) JSON.readTree(in);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(tree)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
