package org.stackbook.stamp;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.unit.Bytes;
import org.stackbook.word.Takes;

/** A server of the scale unit, with the drives that belong to the storage pool. */
public final class Server {

  private final String name;
  private final Bytes memory;
  private final int cores;
  private final @Nullable BootDevice boot;
  private final List<Drive> drives;
  private final Map<FaultDomain, String> domains;

  /**
   * @param drives cache drives first
   * @param domains the names of what it is in
   */
  Server(
      String name,
      Bytes memory,
      int cores,
      @Nullable BootDevice boot,
      List<Drive> drives,
      Map<FaultDomain, String> domains) {
    this.name = name;
    this.memory = memory;
    this.cores = cores;
    this.boot = boot;
    this.drives = List.copyOf(drives);
    this.domains = Map.copyOf(domains);
  }

  /** Unique in its stamp, such as {@code n3}. */
  public String name() {
    return name;
  }

  /** Physical memory. */
  public Bytes memory() {
    return memory;
  }

  /** Physical cores, 1 or more. */
  public int cores() {
    return cores;
  }

  /** What it boots from, if described. */
  public Optional<BootDevice> boot() {
    return Optional.ofNullable(boot);
  }

  /**
   * The fault domain that it is in: its chassis, rack or site if described, and itself as a node.
   *
   * @param level of the fault domain
   */
  public Optional<String> domain(FaultDomain level) {
    return level == FaultDomain.NODE ? Optional.of(name) : Optional.ofNullable(domains.get(level));
  }

  /** Whether it is in the same chassis, rack and site as {@code other}. */
  boolean isBeside(Server other) {
    return domains.equals(other.domains);
  }

  /** All drives of the pool: the cache drives first, each role in the order of its description. */
  public List<Drive> drives() {
    return drives;
  }

  /**
   * The drive of that name.
   *
   * @param driveName such as {@code disk7}
   * @throws Refusal if there is none, with the nearest one named
   */
  public Drive drive(@Takes(StampWords.DrivesOfServer.class) String driveName) {
    return drive(driveName, "drive(" + Words.quoted(driveName) + ")");
  }

  /** The drive of that name, for a word that takes one. */
  Drive drive(String driveName, String given) {
    return drives.stream()
        .filter(d -> d.name().equals(driveName))
        .findFirst()
        .orElseThrow(() -> noSuchDrive(driveName, given));
  }

  private Refusal noSuchDrive(String driveName, String given) {
    List<String> names = drives.stream().map(Drive::name).toList();
    return Refusal.of(given, "no such drive. Drives of " + name + " are " + Names.shorten(names))
        .nearest(driveName, names)
        .wayOut("name one of them, such as " + name + "/" + names.get(0))
        .asException();
  }

  /** The drives that are cache; empty if all drives are of one type. */
  public List<Drive> cacheDrives() {
    return drives.stream().filter(Drive::isCache).toList();
  }

  /** The drives that hold the data of volumes. */
  public List<Drive> capacityDrives() {
    return drives.stream().filter(d -> !d.isCache()).toList();
  }

  /** Sum of its capacity drives, before copies and reserve. */
  public Bytes rawCapacity() {
    return sum(capacityDrives());
  }

  /** Sum of its cache drives. */
  public Bytes cacheCapacity() {
    return sum(cacheDrives());
  }

  private static Bytes sum(List<Drive> some) {
    return some.stream().map(Drive::size).reduce(Bytes.ZERO, Bytes::plus);
  }

  /** How many types of drives it has. */
  int driveTypes() {
    return (int) drives.stream().map(Drive::media).distinct().count();
  }

  /** Which of its drive types are cache and which are capacity. */
  public Tiers tiers() {
    return Tiers.of(drives.stream().map(Drive::media).toList());
  }

  /** Whether it has the same parts as {@code other}, whatever its name and place. */
  public boolean isLike(Server other) {
    return memory.equals(other.memory)
        && cores == other.cores
        && Objects.equals(boot, other.boot)
        && DriveGroup.of(drives).equals(DriveGroup.of(other.drives));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Server server
        && server.name.equals(name)
        && isLike(server)
        && isBeside(server);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, memory, cores, boot, drives.size());
  }

  @Override
  public String toString() {
    return name
        + " ("
        + memory
        + ", "
        + cores
        + " cores, "
        + String.join(", ", DriveGroup.of(drives).stream().map(DriveGroup::toString).toList())
        + ")";
  }
}
