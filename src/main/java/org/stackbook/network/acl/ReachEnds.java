package org.stackbook.network.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.network.address.IpAddress;
import org.stackbook.view.Sentences;

/** The two ends of a connection that is asked about, of which one is a NIC at least. */
record ReachEnds(End from, End to) {

  /**
   * An end of a connection.
   *
   * @param nic that has the address, if one is described
   * @param isOutside whether the address is not in the virtual network
   */
  record End(String name, IpAddress address, Optional<Nic> nic, boolean isOutside) {}

  /**
   * @throws Refusal if a text is neither a NIC nor an address, both are addresses of no NIC, or
   *     both are the same
   */
  static ReachEnds of(
      String from, String to, Map<String, Nic> nics, AddressSpace space, String given) {
    ReachEnds ends = new ReachEnds(end(from, nics, space, given), end(to, nics, space, given));
    if (ends.from.address().equals(ends.to.address())) {
      throw Refusal.of(given, "what a VM sends to itself passes no filter")
          .wayOut("name two ends")
          .asException();
    }
    if (ends.from.nic().isEmpty() && ends.to.nic().isEmpty()) {
      throw Refusal.of(given, "neither end is a NIC: nothing of what is described is on the way")
          .wayOut("name a NIC, such as " + Sentences.names(nics.keySet(), Acls.NAMES_TOLD))
          .asException();
    }
    return ends;
  }

  private static End end(String text, Map<String, Nic> nics, AddressSpace space, String given) {
    Nic named = nics.get(text);
    if (named != null) {
      return new End(text, named.address(), Optional.of(named), false);
    }
    if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
      throw Acls.unknownNic(text, nics.keySet(), given);
    }
    IpAddress address = IpAddress.parse(text);
    Optional<Nic> holder =
        nics.values().stream().filter(nic -> nic.address().equals(address)).findFirst();
    return new End(holder.map(Nic::name).orElse(text), address, holder, !space.isInside(address));
  }

  /** The same, without the filters of who sends. */
  ReachEnds withoutSender() {
    return new ReachEnds(
        new End(from.name(), from.address(), Optional.empty(), from.isOutside()), to);
  }

  /** The lists of rules between the two, the first that is asked first. */
  List<RuleList> way(FilterWay filters) {
    List<RuleList> way = new ArrayList<>();
    from.nic().ifPresent(nic -> way.addAll(filters.outOf(nic, to.isOutside())));
    to.nic().ifPresent(nic -> way.addAll(filters.into(nic, from.isOutside())));
    return way;
  }
}
