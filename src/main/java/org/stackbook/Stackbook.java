package org.stackbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.network.acl.Traffic;
import org.stackbook.network.address.Protocol;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.FaultDomain;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampBuilder;
import org.stackbook.stamp.StampFile;
import org.stackbook.stamp.StampWords;
import org.stackbook.stamp.VmSize;
import org.stackbook.stamp.VmSizes;
import org.stackbook.storage.ReserveRule;
import org.stackbook.storage.Resiliency;
import org.stackbook.trace.Trace;
import org.stackbook.trace.TraceOptions;
import org.stackbook.trace.WorkloadOptions;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.SizeUnits;
import org.stackbook.unit.Timespan;
import org.stackbook.view.Document;
import org.stackbook.view.Showable;
import org.stackbook.word.FileNames;
import org.stackbook.word.Takes;

/**
 * The one door: every word that a cell may start with. Notebooks and shells import it statically,
 * so that completion after a first letter teaches the rest.
 *
 * <pre>{@code
 * var oslo = stamp("oslo", s -> s
 *     .build("1802")
 *     .servers(8, n -> n.memory(gb(384)).cores(40)
 *         .cache(2, NVME, tb(1.6))
 *         .capacity(10, HDD, tb(8))));
 * oslo.storage().place(p -> p.fill(pct(72)).seed(42)).fail("n3")
 * }</pre>
 */
public final class Stackbook {

  /** Non-volatile memory express: the fastest drive type. */
  public static final Media NVME = Media.NVME;

  /** Solid-state drive with SATA or SAS. */
  public static final Media SSD = Media.SSD;

  /** Hard disk drive: the slowest drive type. */
  public static final Media HDD = Media.HDD;

  /** Two copies in two servers. */
  public static final Resiliency TWO_WAY_MIRROR = Resiliency.TWO_WAY_MIRROR;

  /** Three copies in three servers: what Azure Stack uses. */
  public static final Resiliency THREE_WAY_MIRROR = Resiliency.THREE_WAY_MIRROR;

  /** Data with one parity symbol, which the pages discourage. */
  public static final Resiliency SINGLE_PARITY = Resiliency.SINGLE_PARITY;

  /** Data with two parity symbols. */
  public static final Resiliency DUAL_PARITY = Resiliency.DUAL_PARITY;

  /** Part three-way mirror, part dual parity. */
  public static final Resiliency MIRROR_ACCELERATED_PARITY = Resiliency.MIRROR_ACCELERATED_PARITY;

  /** Four copies in exactly two servers. */
  public static final Resiliency NESTED_TWO_WAY_MIRROR = Resiliency.NESTED_TWO_WAY_MIRROR;

  /** Part nested two-way mirror, part parity inside each of exactly two servers. */
  public static final Resiliency NESTED_MIRROR_ACCELERATED_PARITY =
      Resiliency.NESTED_MIRROR_ACCELERATED_PARITY;

  /** Keeps one capacity drive per server back for repair. */
  public static final ReserveRule AZURE_STACK = ReserveRule.AZURE_STACK;

  /** Keeps one capacity drive per server back for repair, but at most four. */
  public static final ReserveRule STORAGE_SPACES_DIRECT = ReserveRule.STORAGE_SPACES_DIRECT;

  /** Copies in different servers, as it is by itself. */
  public static final FaultDomain NODE = FaultDomain.NODE;

  /** Copies in different chassis. */
  public static final FaultDomain CHASSIS = FaultDomain.CHASSIS;

  /** Copies in different racks. */
  public static final FaultDomain RACK = FaultDomain.RACK;

  /** Copies in different sites. */
  public static final FaultDomain SITE = FaultDomain.SITE;

  /** All traffic: any protocol, any port. */
  public static final Traffic ANY = Traffic.ANY;

  private Stackbook() {}

  /**
   * Describes a stamp.
   *
   * @param name what it is called in tables and reports
   * @param description build, servers, drives and volumes; each word that means one thing may be
   *     said once
   * @throws Refusal if a rule of the product is broken: it says which, where the rule comes from,
   *     and the way out
   */
  public static IntegratedSystem stamp(String name, Consumer<StampBuilder> description) {
    return new IntegratedSystem(Stamp.describe(name, description));
  }

  /**
   * Reads the description of a stamp from a file.
   *
   * @param file path of a {@code .yaml}, {@code .yml} or {@code .json} file, at most 1 MiB
   * @throws Refusal if it is not a description of a stamp, or breaks a rule: it says file, line and
   *     column
   * @throws UncheckedIOException if the file cannot be read
   */
  public static IntegratedSystem read(@Takes(FileNames.class) String file) {
    try {
      return new IntegratedSystem(StampFile.read(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A size of virtual machines: processors, memory, disks and their caps.
   *
   * <pre>{@code
   * vmSize("Standard_D2_v2").allDataDisksIops().value() // → 4,000 IOPS
   * vmSize("Standard_DS2_v2").disksFor(iops(5_000))
   * }</pre>
   *
   * @param name such as {@code Standard_D2_v2}
   * @throws Refusal if there is none, with the nearest named
   */
  public static VmSize vmSize(@Takes(StampWords.VmSizeNames.class) String name) {
    return VmSizes.named(name);
  }

  /** The sizes of virtual machines that the latest build offers. */
  public static VmSizes vmSizes() {
    return VmSizes.latest();
  }

  /**
   * The sizes of virtual machines that a build offers.
   *
   * @param build four digits, year and month
   * @throws Refusal if there was no such build
   */
  public static VmSizes vmSizes(@Takes(StampWords.Builds.class) String build) {
    return VmSizes.of(Build.named(build, "vmSizes(\"" + build + "\")"));
  }

  /**
   * Requests to storage that were recorded in a file: CSV, MSR Cambridge, SNIA's SYSTOR '17,
   * CloudPhysics vscsi, or libCacheSim's oracleGeneral, plain or compressed by gzip or zstd.
   *
   * @param file its path
   * @throws Refusal if there is no such file, it is empty or damaged, or its format or columns are
   *     not known
   */
  public static Trace trace(@Takes(FileNames.class) String file) {
    return Trace.of(file, options -> {});
  }

  /**
   * Requests to storage that were recorded in a file.
   *
   * @param file its path
   * @param options what the file does not say itself, such as {@code t -> t.time("ts",
   *     "us").op("op").address("lba", 512).size("size")}
   * @throws Refusal if there is no such file, it is empty or damaged, or it has not the columns
   *     that were said
   */
  public static Trace trace(@Takes(FileNames.class) String file, Consumer<TraceOptions> options) {
    return Trace.of(file, options);
  }

  /**
   * Requests to storage that are made up by a seed, as a trace.
   *
   * @param name what it is called
   * @param options how many, for what, how often, such as {@code w ->
   *     w.requests(1_000_000).objects(100_000).zipf(1.0).seed(42)}
   * @throws Refusal if a word is said twice, or something is missing
   */
  public static Trace workload(String name, Consumer<WorkloadOptions> options) {
    return Trace.workload(name, options);
  }

  /**
   * Results put under each other on one page that can be handed over.
   *
   * <pre>{@code
   * report("Oslo", oslo.storage().capacity()).html("oslo.html")
   * }</pre>
   *
   * @param title of the page
   * @param shown results, tables of reasons, whatever shows itself; {@link Document#add(String)}
   *     adds texts
   */
  public static Document report(String title, Showable... shown) {
    Document document = Document.of(title);
    for (Showable part : shown) {
      document = document.add(part);
    }
    return document;
  }

  /**
   * TCP to a port.
   *
   * @param port 0 to 65,535
   * @throws Refusal if it is not such a port
   */
  public static Traffic tcp(int port) {
    return Traffic.of(Protocol.TCP, port, port);
  }

  /**
   * TCP to some ports.
   *
   * @param first 0 to 65,535
   * @param last not less than the first
   * @throws Refusal if these are not such ports
   */
  public static Traffic tcp(int first, int last) {
    return Traffic.of(Protocol.TCP, first, last);
  }

  /**
   * UDP to a port.
   *
   * @param port 0 to 65,535
   * @throws Refusal if it is not such a port
   */
  public static Traffic udp(int port) {
    return Traffic.of(Protocol.UDP, port, port);
  }

  /**
   * UDP to some ports.
   *
   * @param first 0 to 65,535
   * @param last not less than the first
   * @throws Refusal if these are not such ports
   */
  public static Traffic udp(int first, int last) {
    return Traffic.of(Protocol.UDP, first, last);
  }

  /**
   * Decimal kilobytes, 10^3 bytes.
   *
   * @param amount how many, finite
   */
  public static Bytes kb(double amount) {
    return Bytes.in(amount, ByteUnit.KB);
  }

  /**
   * Decimal megabytes, 10^6 bytes.
   *
   * @param amount how many, finite
   */
  public static Bytes mb(double amount) {
    return Bytes.in(amount, ByteUnit.MB);
  }

  /**
   * Decimal gigabytes, 10^9 bytes.
   *
   * @param amount how many, finite
   */
  public static Bytes gb(double amount) {
    return Bytes.in(amount, ByteUnit.GB);
  }

  /**
   * Decimal terabytes, 10^12 bytes: how drives are sold.
   *
   * @param amount how many, finite
   */
  public static Bytes tb(double amount) {
    return Bytes.in(amount, ByteUnit.TB);
  }

  /**
   * Decimal petabytes, 10^15 bytes.
   *
   * @param amount how many, finite
   */
  public static Bytes pb(double amount) {
    return Bytes.in(amount, ByteUnit.PB);
  }

  /**
   * Binary kibibytes, 2^10 bytes.
   *
   * @param amount how many, finite
   */
  public static Bytes kib(double amount) {
    return Bytes.in(amount, ByteUnit.KIB);
  }

  /**
   * Binary mebibytes, 2^20 bytes.
   *
   * @param amount how many, finite
   */
  public static Bytes mib(double amount) {
    return Bytes.in(amount, ByteUnit.MIB);
  }

  /**
   * Binary gibibytes, 2^30 bytes.
   *
   * @param amount how many, finite
   */
  public static Bytes gib(double amount) {
    return Bytes.in(amount, ByteUnit.GIB);
  }

  /**
   * Binary tebibytes, 2^40 bytes: what Windows shows as TB.
   *
   * @param amount how many, finite
   */
  public static Bytes tib(double amount) {
    return Bytes.in(amount, ByteUnit.TIB);
  }

  /**
   * Binary pebibytes, 2^50 bytes.
   *
   * @param amount how many, finite
   */
  public static Bytes pib(double amount) {
    return Bytes.in(amount, ByteUnit.PIB);
  }

  /**
   * A size as written, such as {@code 1.6 TB} or {@code 12 TiB}.
   *
   * @throws Refusal if it is not a number and a unit
   */
  public static Bytes bytes(@Takes(SizeUnits.class) String text) {
    return Bytes.parse(text);
  }

  /**
   * A share.
   *
   * @param percent 100 is the whole
   */
  public static Ratio pct(double percent) {
    return Ratio.percent(percent);
  }

  /**
   * A rate of storage operations.
   *
   * @param perSecond requests per second, 0 or more
   */
  public static Iops iops(double perSecond) {
    return new Iops(perSecond);
  }

  /**
   * A network rate.
   *
   * @param gigabits 10^9 bits per second, 0 or more
   */
  public static Bandwidth gbps(double gigabits) {
    return Bandwidth.gigabits(gigabits);
  }

  /**
   * A time.
   *
   * @param amount how many minutes, 0 or more
   * @throws Refusal if it is negative or not a finite number
   */
  public static Timespan minutes(double amount) {
    return Timespan.minutes(amount);
  }

  /**
   * A time.
   *
   * @param amount how many hours, 0 or more
   * @throws Refusal if it is negative or not a finite number
   */
  public static Timespan hours(double amount) {
    return Timespan.hours(amount);
  }

  /**
   * A time in years of 365.2425 days.
   *
   * @param amount how many, 0 or more
   * @throws Refusal if it is negative or not a finite number
   */
  public static Timespan years(double amount) {
    return Timespan.years(amount);
  }
}
