package org.stackbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;

/**
 * Every public word that takes a text says with {@link Takes} which names there are, or is on the
 * list of those whose texts name nothing that is there already.
 */
@Tag("unit")
class NamesAreOfferedTest {

  /**
   * Texts that are new, are of a file that is not read yet, are no names, or are told by one of our
   * rooms to another, or name what the same description says before.
   */
  private static final Set<String> OTHER_TEXTS =
      new TreeSet<>(
          Set.of(
              "Stackbook.stamp 0",
              "Stackbook.report 0",
              "Stackbook.workload 0",
              "Trace.of 0",
              "Trace.workload 0",
              "TraceOptions.address 0",
              "TraceOptions.op 0",
              "TraceOptions.size 0",
              "TraceOptions.tenant 0",
              "TraceOptions.time 0",
              "WorkloadOptions.tenant 0",
              "QosOptions.tenant 0",
              "CardOptions.storage 0",
              "CardOptions.reply 0",
              "CardOptions.balanced 0",
              "Stamp.describe 0",
              "StampBuilder.server 0",
              "StampBuilder.volume 0",
              "StampBuilder.lifecycleHost 0",
              "HostBuilder.name 0",
              "ServerBuilder.chassis 0",
              "ServerBuilder.rack 0",
              "ServerBuilder.site 0",
              "Placement.add 0",
              "AddressOptions.addedPrivateNetwork 0",
              "AddressOptions.bmc 0",
              "AddressOptions.infrastructure 0",
              "AddressOptions.privateNetwork 0",
              "AddressOptions.publicPool 0",
              "AddressOptions.publicVip 0",
              "AddressOptions.switchInfrastructure 0",
              "AddressPlan.find 0",
              "Acls.comesIn 0",
              "ControllerRequest.virtualNetwork 0",
              "ControllerRequest.virtualNetwork 1",
              "VipOptions.loadBalancer 0",
              "AclOptions.associate 0",
              "AclOptions.associate 1",
              "AclOptions.group 0",
              "AclOptions.guest 0",
              "AclOptions.nic 0",
              "AclOptions.nic 0 for a room",
              "AclOptions.nic 1",
              "AclOptions.nic 1 for a room",
              "AclOptions.nic 2",
              "AclOptions.subnet 0",
              "AclOptions.subnet 0 for a room",
              "AclOptions.subnet 1 for a room",
              "AclOptions.virtualNetwork 0",
              "ConnectionOptions.peer 0",
              "Endpoint.parse 0",
              "GatewayOptions.connection 0",
              "GatewayOptions.connections 0",
              "IpAddress.parse 0",
              "IpNetwork.parse 0",
              "MacAddress.parse 0",
              "Payload.text 0",
              "ProbeOptions.http 0",
              "RuleOptions.allowIn 1",
              "RuleOptions.allowOut 1",
              "RuleOptions.denyIn 1",
              "RuleOptions.denyOut 1",
              "SdnOptions.macPool 0",
              "SdnOptions.providerNetwork 0",
              "SdnOptions.vip 0",
              "SdnOptions.virtualNetwork 0",
              "SdnOptions.virtualNetwork 1",
              "SoftwareDefinedNetwork.datagram 0",
              "SoftwareDefinedNetwork.flow 0",
              "VipOptions.nat 1",
              "VipOptions.pool 0",
              "VipOptions.pool 1",
              "VirtualNetworkOptions.nic 0",
              "VirtualNetworkOptions.nic 0 for a room",
              "VirtualNetworkOptions.nic 1",
              "VirtualNetworkOptions.nic 1 for a room",
              "VirtualNetworkOptions.subnet 0 for a room",
              "VirtualNetworkOptions.subnet 1 for a room",
              "VmPlacementOptions.availabilitySet 0",
              "VmPlacementOptions.scaleSet 0",
              "StampFile.readJson 0",
              "StampFile.readYaml 0",
              "Stamp.server 0 for a room",
              "Stamp.server 1 for a room",
              "Stamp.drive 0 for a room",
              "Stamp.drive 1 for a room",
              "VmSizes.size 0 for a room",
              "VmSizes.size 1 for a room",
              "Build.named 1 for a room",
              "LogicalProcessors.refuseUnlessEnoughFor 1",
              "Build.hostsAtLeast 0"));

  private static Set<String> textsWithoutWords() {
    Set<String> found = new TreeSet<>();
    for (JavaClass each :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.stackbook")) {
      String room = each.getPackageName();
      if (room.equals("org.stackbook")
          || room.equals("org.stackbook.stamp")
          || room.equals("org.stackbook.storage")
          || room.equals("org.stackbook.cache")
          || room.equals("org.stackbook.compute")
          || room.equals("org.stackbook.trace")
          || room.equals("org.stackbook.qos")
          || (room.startsWith("org.stackbook.network.") && !room.endsWith(".engine"))
          || each.isEquivalentTo(Result.class)) {
        collect(each.reflect(), found);
      }
    }
    return found;
  }

  private static void collect(Class<?> type, Set<String> found) {
    if (!isPublic(type)) {
      return;
    }
    for (Method word : type.getDeclaredMethods()) {
      Parameter[] parameters = word.getParameters();
      for (int i = 0; i < parameters.length; i++) {
        Class<?> taken = parameters[i].getType();
        if (Modifier.isPublic(word.getModifiers())
            && (taken == String.class || taken == String[].class)
            && !word.getName().equals("valueOf")
            && !parameters[i].isAnnotationPresent(Takes.class)) {
          found.add(type.getSimpleName() + "." + word.getName() + " " + i + forARoom(parameters));
        }
      }
    }
  }

  private static String forARoom(Parameter[] parameters) {
    return parameters.length == 2
            && parameters[0].getType() == String.class
            && parameters[1].getType() == String.class
            && !parameters[1].isAnnotationPresent(Takes.class)
        ? " for a room"
        : "";
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }

  @Test
  void everyTextThatNamesWhatIsThereHasWords() {
    assertEquals(String.join("\n", OTHER_TEXTS), String.join("\n", textsWithoutWords()));
  }
}
