package org.stackbook.stamp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.stackbook.stamp.Shape.Field;

/**
 * The keys of a stamp file and what stands under them: the one description that reader and schema
 * follow.
 */
final class StampFormat {

  /** The version of the format. A file says it, so that later versions can be told apart. */
  static final int VERSION = 1;

  static final String FORMAT = "stackbook";
  static final String STAMP = "stamp";
  static final String BUILD = "build";
  static final String SERVERS = "servers";
  static final String NAMES = "names";
  static final String NAME = "name";
  static final String MEMORY = "memory";
  static final String CORES = "cores";
  static final String BOOT = "boot";
  static final String SITE = "site";
  static final String RACK = "rack";
  static final String CHASSIS = "chassis";
  static final String CACHE = "cache";
  static final String CAPACITY = "capacity";
  static final String DRIVES = "drives";
  static final String THREE_TYPES = "threeTypes";
  static final String COUNT = "count";
  static final String MEDIA = "media";
  static final String SIZE = "size";
  static final String HOST = "lifecycleHost";
  static final String VOLUMES = "volumes";

  private static final Shape SIZE_OF = new Shape.Size("8 TB");
  private static final Shape MEMORY_OF = new Shape.Size("384 GB");
  private static final Shape COUNT_OF = new Shape.Whole(1, Limits.drives().value(), 10);
  private static final Shape CORES_OF = new Shape.Whole(1, Limits.mostCores().integer(), 40);
  private static final Shape MEDIA_OF =
      new Shape.Choice("a drive type", Arrays.stream(Media.values()).map(Media::toString).toList());
  private static final Shape STAMP_NAME = new Shape.Text("a name", Names.NAME, "oslo");
  private static final Shape VOLUME_NAME = new Shape.Text("a name", Names.NAME, "ObjStore_1");
  private static final Shape SERVER_NAME = new Shape.Text("a name", Names.SERVER, "hlh");
  private static final Shape DOMAIN_NAME = new Shape.Text("a name", Names.NAME, "r1");
  private static final Shape NAMES_OF =
      new Shape.Text("names", Pattern.compile("[A-Za-z0-9., -]{1,400}"), "n1..n8");

  private static final Shape GROUPS =
      new Shape.ListOf(
          new Shape.Struct(
              "drives",
              List.of(
                  needed(COUNT, COUNT_OF, "How many drives in each server."),
                  needed(MEDIA, MEDIA_OF, "The type of the drives."),
                  needed(SIZE, SIZE_OF, "The size of each drive."))),
          1);

  /** The whole file. */
  static final Shape.Struct FILE =
      new Shape.Struct(
          "a stamp",
          List.of(
              needed(
                  FORMAT,
                  new Shape.Whole(VERSION, VERSION, VERSION),
                  "The version of this format."),
              needed(STAMP, STAMP_NAME, "The name of the stamp."),
              needed(
                  BUILD,
                  new Shape.BuildName(),
                  "The build that it runs: year and month. It decides features, caps and limits."),
              needed(
                  SERVERS,
                  new Shape.ListOf(
                      new Shape.Struct(
                          "a group of like servers",
                          List.of(
                              needed(
                                  NAMES, NAMES_OF, "A name, a run of names, or several of both."),
                              needed(MEMORY, MEMORY_OF, "The memory of each server."),
                              needed(CORES, CORES_OF, "The physical cores of each server."),
                              maybe(
                                  BOOT,
                                  new Shape.Struct(
                                      "a boot device",
                                      List.of(
                                          needed(MEDIA, MEDIA_OF, "Its type."),
                                          needed(SIZE, SIZE_OF, "Its size."))),
                                  "What each server boots from; no part of the storage pool."),
                              maybe(SITE, DOMAIN_NAME, "The site of the servers."),
                              maybe(RACK, DOMAIN_NAME, "The rack of the servers."),
                              maybe(CHASSIS, DOMAIN_NAME, "The chassis of the servers."),
                              maybe(
                                  THREE_TYPES,
                                  new Shape.Flag(),
                                  "Whether drives of all three types are taken, as Storage Spaces"
                                      + " Direct does and Azure Stack does not."),
                              maybe(CACHE, GROUPS, "The cache drives: the fastest type."),
                              maybe(CAPACITY, GROUPS, "The capacity drives."),
                              maybe(
                                  DRIVES,
                                  GROUPS,
                                  "Drives whose role follows from the rule that the fastest type"
                                      + " is the cache."))),
                      1),
                  "The servers of the scale unit, like ones together."),
              maybe(
                  HOST,
                  new Shape.Struct(
                      "a hardware lifecycle host",
                      List.of(
                          maybe(NAME, SERVER_NAME, "Its name; hlh if left out."),
                          maybe(MEMORY, MEMORY_OF, "Its memory."),
                          maybe(CORES, CORES_OF, "Its physical cores."))),
                  "The server beside the scale unit that holds hardware management."),
              maybe(
                  VOLUMES,
                  new Shape.ListOf(
                      new Shape.Struct(
                          "a volume",
                          List.of(
                              needed(NAME, VOLUME_NAME, "Its name."),
                              needed(SIZE, SIZE_OF, "What it can hold, before copies."))),
                      0),
                  "The volumes; if left out they are planned by the rules of Azure Stack.")));

  private StampFormat() {}

  private static Field needed(String name, Shape shape, String description) {
    return new Field(name, true, shape, description);
  }

  private static Field maybe(String name, Shape shape, String description) {
    return new Field(name, false, shape, description);
  }

  /** The format as JSON Schema 2020-12. */
  static ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:stackbook:stamp:" + VERSION);
    schema.put(
        "description",
        "An Azure Stack integrated system as Stackbook reads it from YAML and JSON. Rules that"
            + " depend on several values, such as symmetry, are checked when it is read.");
    schema.setAll(FILE.schema());
    return schema;
  }
}
