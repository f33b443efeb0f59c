package org.stackbook.stamp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;

/** Reads the tables of VM sizes: a row is a list, and a list of the file names its columns. */
final class VmSizeRows {

  private static final FactBook BOOK = Facts.virtualMachines();
  private static final FactBook OURS = Facts.ours();

  private final String row;
  private final List<String> columns;

  private VmSizeRows(String row, List<String> columns) {
    this.row = row;
    this.columns = columns;
  }

  /** All sizes by name, in the order of the pages, those with GPUs last. */
  static Map<String, VmSize> read() {
    Map<String, VmSize> sizes = new LinkedHashMap<>();
    List<String> columns = texts("columns");
    for (String row : BOOK.entries("sizes")) {
      VmSize size = new VmSizeRows(row, columns).plain();
      sizes.put(size.name(), size);
    }
    List<String> gpuColumns = texts("gpu/columns");
    for (String row : BOOK.entries("gpu/sizes")) {
      VmSize size = new VmSizeRows(row, gpuColumns).withGpu();
      sizes.put(size.name(), size);
    }
    return sizes;
  }

  private static List<String> texts(String list) {
    return BOOK.entries(list).stream().map(path -> BOOK.fact(path).text()).toList();
  }

  private VmSize plain() {
    String series = fact("series").text();
    String at = BOOK.entryWith("series", "series", series);
    return new VmSize(
        common(series)
            .since(since(BOOK, at))
            .premiumStorage(BOOK.fact(at + "/premiumStorage").flag())
            .dataDiskIops(stated("IOPS per data disk", "dataDiskIops", VmSizeRows::iops))
            .osDiskIops(optional("IOPS of the OS disk", "osDiskIops", VmSizeRows::iops))
            .tempIops(optional("IOPS of the temporary disk", "tempIops", VmSizeRows::iops)));
  }

  private VmSize withGpu() {
    String name = fact("size").text();
    String at =
        OURS.entries("vmSizes/gpuSeries/rows").stream()
            .filter(entry -> name.matches(OURS.fact(entry + "/pattern").text()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no series of GPU sizes for " + name));
    Fact iops = OURS.fact("vmSizes/gpuDataDiskIops/value");
    return new VmSize(
        common(OURS.fact(at + "/series").text())
            .since(since(OURS, at))
            .gpus(stated("GPUs", "gpu", VmSizeRows::wholeOrPart))
            .dataDiskIops(Figure.stated("IOPS per data disk", iops(iops), iops)));
  }

  private VmSize.Parts common(String series) {
    String name = fact("size").text();
    return new VmSize.Parts(name, series)
        .vcpus(stated("vCPUs", "vCPU", Fact::integer))
        .memory(memory(name))
        .tempDisk(optional("temporary disk", "tempGiB", VmSizeRows::gibibytes))
        .dataDisks(stated("data disks", "maxDataDisks", Fact::integer))
        .nics(stated("NICs", "maxNics", Fact::integer))
        .remarks(remarks(name));
  }

  private Figure<Bytes> memory(String name) {
    return OURS.entries("vmSizes/corrections").stream()
        .filter(entry -> OURS.fact(entry + "/size").text().equals(name))
        .map(entry -> OURS.fact(entry + "/memoryGiB"))
        .map(fact -> Figure.stated("memory", fact.bytes(), fact))
        .findFirst()
        .orElseGet(() -> stated("memory", "memoryGiB", VmSizeRows::gibibytes));
  }

  private static List<Fact> remarks(String name) {
    return OURS.entries("vmSizes/remarks").stream()
        .filter(entry -> name.matches(OURS.fact(entry + "/pattern").text()))
        .map(entry -> OURS.fact(entry + "/text"))
        .toList();
  }

  /** The build that a series came with; one without a remark was there from the first. */
  private static Figure<String> since(FactBook book, String entry) {
    String first = Build.all().get(0).name();
    if (!book.has(entry + "/since")) {
      Fact series = book.fact(entry + "/series");
      return Figure.stated("since build", first, series)
          .note("the page makes no remark on builds: taken as there from the first");
    }
    Fact since = book.fact(entry + "/since");
    return Figure.stated("since build", since.text().equals("GA") ? first : since.text(), since);
  }

  private Fact fact(String column) {
    return BOOK.fact(path(column));
  }

  private String path(String column) {
    return row + "/" + columns.indexOf(column);
  }

  private <T> Figure<T> stated(String name, String column, Function<Fact, T> read) {
    Fact fact = fact(column);
    return Figure.stated(name, read.apply(fact), fact);
  }

  private <T> Optional<Figure<T>> optional(String name, String column, Function<Fact, T> read) {
    return BOOK.has(path(column)) ? Optional.of(stated(name, column, read)) : Optional.empty();
  }

  private static Bytes gibibytes(Fact fact) {
    return Bytes.in(fact.number(), ByteUnit.GIB);
  }

  private static Iops iops(Fact fact) {
    return new Iops(fact.number());
  }

  /** {@code 4}, or {@code 1/8}. */
  private static String wholeOrPart(Fact fact) {
    return fact.isText() ? fact.text() : String.valueOf(fact.integer());
  }
}
