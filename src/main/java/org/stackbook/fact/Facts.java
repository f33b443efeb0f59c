package org.stackbook.fact;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The files of facts that Stackbook ships. Each is read once, when it is first asked for. */
public final class Facts {

  /** The names of all files, without ending. */
  public static final List<String> BOOKS =
      List.of(
          "storage-spaces-direct",
          "azure-stack-hub-capacity",
          "vm-sizes-and-disks",
          "networking",
          "limitations",
          "operations",
          "security",
          "arm-validation",
          "hardware",
          "stackbook");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, FactBook> READ = new ConcurrentHashMap<>();

  private Facts() {}

  /** Storage Spaces Direct: resiliency, layout, pool, reserve, cache, symmetry, quorum, repair. */
  public static FactBook storage() {
    return book("storage-spaces-direct");
  }

  /** Azure Stack capacity: nodes, memory, volumes, infrastructure. */
  public static FactBook capacity() {
    return book("azure-stack-hub-capacity");
  }

  /** VM sizes, disks, blobs. */
  public static FactBook virtualMachines() {
    return book("vm-sizes-and-disks");
  }

  /** Networks: load balancing, addresses, gateways, limits of virtual networks. */
  public static FactBook networking() {
    return book("networking");
  }

  /** Builds and limitations. */
  public static FactBook limitations() {
    return book("limitations");
  }

  /** Integrated system hardware. */
  public static FactBook hardware() {
    return book("hardware");
  }

  /** What Stackbook itself assumes or reads out of the prose of the other files. */
  public static FactBook ours() {
    return book("stackbook");
  }

  /**
   * @param name one of {@link #BOOKS}
   * @throws IllegalStateException if there is no such file, or it is not JSON: a fault of Stackbook
   */
  public static FactBook book(String name) {
    return READ.computeIfAbsent(name, Facts::read);
  }

  private static FactBook read(String name) {
    try (InputStream in =
        Facts.class.getResourceAsStream("/org/stackbook/facts/" + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("no fact file " + name);
      }
      return new FactBook(name, JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("fact file " + name + " cannot be read", e);
    }
  }
}
