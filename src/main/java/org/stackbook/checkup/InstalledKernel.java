package org.stackbook.checkup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder by which Jupyter knows a kernel, whether it is there or not.
 *
 * @param folder {@code <data>/kernels/<name>}
 */
public record InstalledKernel(Path folder) {

  /** The name of our kernel, unless the user chooses another. */
  public static final String NAME = "stackbook";

  /** The file in its folder that lets it start fast, if there is one. */
  public static final String ARCHIVE = "classes.archive";

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The place of a kernel.
   *
   * @param prefix a Python prefix, or {@code null} for the user's own Jupyter
   * @param name the kernel's name
   */
  public static InstalledKernel at(Surroundings here, @Nullable Path prefix, String name) {
    Path data = prefix == null ? userData(here) : prefix.resolve("share").resolve("jupyter");
    return new InstalledKernel(data.toAbsolutePath().normalize().resolve("kernels").resolve(name));
  }

  /** Where Jupyter keeps what belongs to the user. */
  private static Path userData(Surroundings here) {
    return here.variable("JUPYTER_DATA_DIR")
        .map(Path::of)
        .orElseGet(
            () -> {
              if (here.isMac()) {
                return here.home().resolve("Library").resolve("Jupyter");
              }
              if (here.isWindows()) {
                return here.variable("APPDATA")
                    .map(Path::of)
                    .orElse(here.home().resolve("AppData").resolve("Roaming"))
                    .resolve("jupyter");
              }
              return here.variable("XDG_DATA_HOME")
                  .map(Path::of)
                  .orElse(here.home().resolve(".local").resolve("share"))
                  .resolve("jupyter");
            });
  }

  /** Whether there is a kernel of that name. */
  public boolean exists() {
    return Files.isDirectory(folder);
  }

  /** What Jupyter would run: the words of {@code argv}; empty if that cannot be read. */
  public List<String> command() {
    return description().path("argv").valueStream().map(JsonNode::asText).toList();
  }

  /** Whether the archive that lets it start fast is missing or older than the kernel. */
  public boolean startsSlowly(Path jar) throws IOException {
    Path archive = folder.resolve(ARCHIVE);
    return !Files.isRegularFile(archive)
        || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) < 0;
  }

  /** Its {@code kernel.json}; a missing node if that cannot be read. */
  public JsonNode description() {
    try {
      return JSON.readTree(folder.resolve("kernel.json").toFile());
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }
}
