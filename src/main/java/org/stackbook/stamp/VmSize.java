package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;

/**
 * A size of virtual machines: how many virtual processors, how much memory, which disks, and the
 * caps on them. What a disk may do follows from the size of its VM, whatever the type of the disk.
 *
 * <pre>{@code
 * vmSize("Standard_D2_v2").memory().value() // → 7 GiB
 * vmSize("Standard_DS2_v2").disksFor(iops(5_000)).disks() // → 3
 * vmSize("Standard_D2_v2").disk("premium").why("IOPS of the disk")
 * }</pre>
 *
 * <p>Source: VM sizes supported in Azure Stack Hub; GPU VMs on Azure Stack Hub.
 */
public final class VmSize extends Result {

  private final String name;
  private final String series;
  private final Figure<Integer> vcpus;
  private final Figure<Bytes> memory;
  private final Optional<Figure<Bytes>> tempDisk;
  private final Figure<Integer> dataDisks;
  private final Figure<Iops> dataDiskIops;
  private final Figure<Iops> allDataDisksIops;
  private final Optional<Figure<Iops>> osDiskIops;
  private final Optional<Figure<Iops>> tempIops;
  private final Figure<Integer> nics;
  private final Figure<String> since;
  private final Optional<Figure<String>> gpus;
  private final boolean premiumStorage;
  private final List<Fact> remarks;

  VmSize(Parts parts) {
    this.name = parts.name;
    this.series = parts.series;
    this.vcpus = Objects.requireNonNull(parts.vcpus);
    this.memory = Objects.requireNonNull(parts.memory);
    this.tempDisk = parts.tempDisk;
    this.dataDisks = Objects.requireNonNull(parts.dataDisks);
    this.dataDiskIops = Objects.requireNonNull(parts.dataDiskIops);
    this.allDataDisksIops =
        Figure.derived(
            "IOPS of all data disks",
            new Iops(dataDisks.value() * dataDiskIops.value().perSecond()),
            "{data disks} × {IOPS per data disk}",
            dataDisks,
            dataDiskIops);
    this.osDiskIops = parts.osDiskIops;
    this.tempIops = parts.tempIops;
    this.nics = Objects.requireNonNull(parts.nics);
    this.since = Objects.requireNonNull(parts.since);
    this.gpus = parts.gpus;
    this.premiumStorage = parts.premiumStorage;
    this.remarks = parts.remarks;
  }

  /** What it is called, such as {@code Standard_D2_v2}. */
  public String name() {
    return name;
  }

  /** The series that it belongs to, such as {@code Dv2}. */
  public String series() {
    return series;
  }

  /** Virtual processors. */
  public Figure<Integer> vcpus() {
    return vcpus;
  }

  /** Memory, which is never over-committed. */
  public Figure<Bytes> memory() {
    return memory;
  }

  /** The temporary disk, which does not outlive the VM's stay on a host, if stated. */
  public Optional<Figure<Bytes>> tempDisk() {
    return tempDisk;
  }

  /** The most data disks. */
  public Figure<Integer> dataDisks() {
    return dataDisks;
  }

  /** The cap of each data disk, whatever its type. It is no guarantee. */
  public Figure<Iops> dataDiskIops() {
    return dataDiskIops;
  }

  /** The caps of as many data disks as there may be, together. */
  public Figure<Iops> allDataDisksIops() {
    return allDataDisksIops;
  }

  /** The cap of the operating system's disk, if stated. */
  public Optional<Figure<Iops>> osDiskIops() {
    return osDiskIops;
  }

  /** The cap of the temporary disk, if stated. */
  public Optional<Figure<Iops>> tempIops() {
    return tempIops;
  }

  /** The most network interfaces. */
  public Figure<Integer> nics() {
    return nics;
  }

  /** The build that it came with. */
  public Build since() {
    return Build.named(since.value());
  }

  /** Whether disks of type premium may be more than others are: the series has premium storage. */
  public boolean hasPremiumStorage() {
    return premiumStorage;
  }

  /** Graphics processors, or the part of one such as {@code 1/8}; nothing for most sizes. */
  public Optional<Figure<String>> gpus() {
    return gpus;
  }

  /** Whether its VMs are restarted on another host when theirs fails: all but those with a GPU. */
  public boolean isHighlyAvailable() {
    return gpus.isEmpty() || Facts.virtualMachines().fact("gpu/highlyAvailable").flag();
  }

  /** Whether a build has it. */
  public boolean isOfferedIn(Build build) {
    return since().compareTo(build) <= 0;
  }

  /**
   * How many logical processors a server must have for the size to be offered on it, if that is
   * stated.
   *
   * <p>Source: VM sizes supported in Azure Stack Hub.
   */
  public Optional<Figure<Integer>> leastLogicalProcessors() {
    String path = "vmSizes/logicalProcessors/";
    if (!Facts.ours().fact(path + "size").text().equals(name)) {
      return Optional.empty();
    }
    Fact least = Facts.ours().fact(path + "least");
    return Optional.of(Figure.stated("fewest logical processors", least.integer(), least));
  }

  /**
   * Whether servers with so many logical processors offer it.
   *
   * @param perServer of each server, 1 or more
   */
  public boolean isOfferedOn(int perServer) {
    return leastLogicalProcessors().map(least -> perServer >= least.value()).orElse(true);
  }

  /**
   * How many data disks of this size, striped, may together do a number of requests.
   *
   * <pre>{@code
   * vmSize("Standard_D3_v2").disksFor(iops(5_000)).disks() // → 10
   * }</pre>
   *
   * @param wanted more than 0
   * @throws Refusal if the size has too few disks for it: it names one that has enough
   */
  public StripedDisks disksFor(Iops wanted) {
    String given = "disksFor(" + wanted + ")";
    if (wanted.perSecond() <= 0) {
      throw Refusal.of(given, "disks are counted for more than 0 IOPS")
          .wayOut("say disksFor(iops(5_000))")
          .asException();
    }
    if (wanted.compareTo(allDataDisksIops.value()) > 0) {
      throw Refusal.of(
              given,
              name
                  + " takes "
                  + dataDisks.value()
                  + " data disks of "
                  + dataDiskIops.valueText()
                  + ", "
                  + allDataDisksIops.valueText()
                  + " together")
          .source(dataDisks.rules().get(0).citation())
          .wayOut(wayOutFor(wanted))
          .asException();
    }
    return new StripedDisks(this, wanted);
  }

  private String wayOutFor(Iops wanted) {
    return VmSizes.known().stream()
        .filter(size -> size.allDataDisksIops.value().compareTo(wanted) >= 0)
        .filter(size -> size.vcpus.value() >= vcpus.value())
        .filter(size -> size.memory.value().compareTo(memory.value()) >= 0)
        .min(
            Comparator.<VmSize, Build>comparing(VmSize::since)
                .thenComparing(size -> size.vcpus.value())
                .thenComparing(size -> size.memory.value()))
        .map(
            size ->
                "take "
                    + size.name
                    + ", which does it with "
                    + new StripedDisks(size, wanted).disks()
                    + " data disks")
        .orElse("divide the load between several VMs");
  }

  /**
   * What a data disk of a type gets on a VM of this size.
   *
   * <pre>{@code
   * vmSize("Standard_D2_v2").disk("premium").iops().value() // → 500 IOPS
   * }</pre>
   *
   * @param type {@code premium} or {@code standard}
   * @throws Refusal if there is no such type of disk
   */
  public VmDisk disk(@Takes(VmDisk.Types.class) String type) {
    return new VmDisk(this, type);
  }

  @Override
  public String title() {
    return "VM size " + name;
  }

  @Override
  public String verdict() {
    return vcpus.valueText()
        + " vCPU"
        + (vcpus.value() == 1 ? ", " : "s, ")
        + memory.valueText()
        + ", "
        + Words.count(dataDisks.value(), "data disk")
        + " of "
        + dataDiskIops.valueText()
        + (gpus.isEmpty() ? "" : ", " + gpus.get().value() + " GPU")
        + ", since build "
        + since.value()
        + (isHighlyAvailable() ? "." : "; not highly available.");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = VmSizes.columns(title());
    VmSizes.row(table, this, nics);
    table.note("IOPS: " + VmDisk.capNotGuarantee().text().replaceAll(" \\([A-Z]+\\)$", "") + ".");
    remarks.forEach(remark -> table.note(remark.text()));
    return table.build();
  }

  /** What the pages say of it beside the table, such as where they contradict each other. */
  public List<Fact> remarks() {
    return remarks;
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> all = new ArrayList<>();
    all.add(vcpus);
    all.add(memory);
    tempDisk.ifPresent(all::add);
    all.add(dataDisks);
    all.add(dataDiskIops);
    all.add(allDataDisksIops);
    osDiskIops.ifPresent(all::add);
    tempIops.ifPresent(all::add);
    all.add(nics);
    gpus.ifPresent(all::add);
    leastLogicalProcessors().ifPresent(all::add);
    all.add(since);
    return all;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VmSize size && size.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** What a row of the tables says. */
  static final class Parts {
    private final String name;
    private final String series;
    private @Nullable Figure<Integer> vcpus;
    private @Nullable Figure<Bytes> memory;
    private Optional<Figure<Bytes>> tempDisk = Optional.empty();
    private @Nullable Figure<Integer> dataDisks;
    private @Nullable Figure<Iops> dataDiskIops;
    private Optional<Figure<Iops>> osDiskIops = Optional.empty();
    private Optional<Figure<Iops>> tempIops = Optional.empty();
    private @Nullable Figure<Integer> nics;
    private @Nullable Figure<String> since;
    private Optional<Figure<String>> gpus = Optional.empty();
    private boolean premiumStorage;
    private List<Fact> remarks = List.of();

    Parts(String name, String series) {
      this.name = name;
      this.series = series;
    }

    Parts vcpus(Figure<Integer> number) {
      vcpus = number;
      return this;
    }

    Parts memory(Figure<Bytes> size) {
      memory = size;
      return this;
    }

    Parts tempDisk(Optional<Figure<Bytes>> size) {
      tempDisk = size;
      return this;
    }

    Parts dataDisks(Figure<Integer> most) {
      dataDisks = most;
      return this;
    }

    Parts dataDiskIops(Figure<Iops> cap) {
      dataDiskIops = cap;
      return this;
    }

    Parts osDiskIops(Optional<Figure<Iops>> cap) {
      osDiskIops = cap;
      return this;
    }

    Parts tempIops(Optional<Figure<Iops>> cap) {
      tempIops = cap;
      return this;
    }

    Parts nics(Figure<Integer> most) {
      nics = most;
      return this;
    }

    Parts since(Figure<String> build) {
      since = build;
      return this;
    }

    Parts gpus(Figure<String> number) {
      gpus = Optional.of(number);
      return this;
    }

    Parts premiumStorage(boolean has) {
      premiumStorage = has;
      return this;
    }

    Parts remarks(List<Fact> all) {
      remarks = List.copyOf(all);
      return this;
    }
  }
}
