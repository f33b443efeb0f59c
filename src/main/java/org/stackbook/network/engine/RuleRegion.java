package org.stackbook.network.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The packets that a rule matches: those whose fields are all in the sets of the rule.
 *
 * @param protocols numbers in the header of IP
 * @param sources addresses
 * @param sourcePorts ports that packets come from
 * @param destinations addresses
 * @param ports that packets go to
 */
public record RuleRegion(
    AclRanges protocols,
    AclRanges sources,
    AclRanges sourcePorts,
    AclRanges destinations,
    AclRanges ports) {

  private static final AclField[] FIELDS = AclField.values();

  /** The values of a field that it matches. */
  public AclRanges of(AclField field) {
    return switch (field) {
      case PORT -> ports;
      case PROTOCOL -> protocols;
      case SOURCE_PORT -> sourcePorts;
      case SOURCE -> sources;
      case DESTINATION -> destinations;
    };
  }

  private RuleRegion with(AclField field, AclRanges values) {
    return new RuleRegion(
        field == AclField.PROTOCOL ? values : protocols,
        field == AclField.SOURCE ? values : sources,
        field == AclField.SOURCE_PORT ? values : sourcePorts,
        field == AclField.DESTINATION ? values : destinations,
        field == AclField.PORT ? values : ports);
  }

  /** Whether it matches no packet. */
  public boolean isEmpty() {
    for (AclField field : FIELDS) {
      if (of(field).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Whether it matches a packet. */
  public boolean contains(AclPacket packet) {
    for (AclField field : FIELDS) {
      if (!of(field).contains(packet.of(field))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it matches a packet but for one field, which may be anything. */
  boolean containsBut(AclField anything, AclPacket packet) {
    for (AclField field : FIELDS) {
      if (field != anything && !of(field).contains(packet.of(field))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it matches all packets that another one matches. */
  boolean contains(RuleRegion other) {
    for (AclField field : FIELDS) {
      if (!of(field).contains(other.of(field))) {
        return other.isEmpty();
      }
    }
    return true;
  }

  /** Whether some packet is matched by both. */
  boolean overlaps(RuleRegion other) {
    for (AclField field : FIELDS) {
      if (!of(field).overlaps(other.of(field))) {
        return false;
      }
    }
    return true;
  }

  /**
   * What it matches and the other does not: for each field at most one part, which has this field
   * outside of the other and all fields before it inside.
   */
  List<RuleRegion> minus(RuleRegion other) {
    List<RuleRegion> parts = new ArrayList<>(FIELDS.length);
    RuleRegion inside = this;
    for (AclField field : FIELDS) {
      AclRanges outside = inside.of(field).minus(other.of(field));
      if (!outside.isEmpty()) {
        parts.add(inside.with(field, outside));
      }
      inside = inside.with(field, inside.of(field).and(other.of(field)));
    }
    return parts;
  }
}
