package dev.tidemark.tsbs.generate;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The ten tags that a host carries on all its rows, fixed by seed and host number. */
final class HostTags {

    /** A region with its datacenters, which are called by the region's name and a letter. */
    private record Region(String name, String letters) {}

    private static final List<Region> REGIONS =
            List.of(
                    new Region("us-east-1", "abce"),
                    new Region("us-west-1", "ab"),
                    new Region("us-west-2", "abc"),
                    new Region("eu-west-1", "abc"),
                    new Region("eu-central-1", "ab"),
                    new Region("ap-southeast-1", "ab"),
                    new Region("ap-southeast-2", "ab"),
                    new Region("ap-northeast-1", "ac"),
                    new Region("sa-east-1", "abc"));
    private static final List<String> SYSTEMS =
            List.of("Ubuntu15.10", "Ubuntu16.04LTS", "Ubuntu16.10");
    private static final List<String> ARCHITECTURES = List.of("x64", "x86");
    private static final List<String> TEAMS = List.of("SF", "NYC", "LON", "CHI");
    private static final List<String> ENVIRONMENTS = List.of("production", "staging", "test");
    private static final int RACKS = 100;
    private static final int SERVICES = 20;
    private static final int VERSIONS = 2;

    private HostTags() {}

    /**
     * Renders the tags of all hosts.
     *
     * @param scale number of hosts
     * @param seed chooses the tags
     * @return for each host its tags as {@code name=value} pairs with commas between
     */
    static byte[][] render(int scale, long seed) {
        byte[][] tags = new byte[scale][];
        for (int host = 0; host < scale; host++) {
            tags[host] = render(host, new TagChoice(seed, "host", host));
        }
        return tags;
    }

    private static byte[] render(int host, TagChoice choice) {
        Region region = choice.from(REGIONS);
        String tags =
                "hostname=host_"
                        + host
                        + ",region="
                        + region.name()
                        + ",datacenter="
                        + region.name()
                        + region.letters().charAt(choice.below(region.letters().length()))
                        + ",rack="
                        + choice.below(RACKS)
                        + ",os="
                        + choice.from(SYSTEMS)
                        + ",arch="
                        + choice.from(ARCHITECTURES)
                        + ",team="
                        + choice.from(TEAMS)
                        + ",service="
                        + choice.below(SERVICES)
                        + ",service_version="
                        + choice.below(VERSIONS)
                        + ",service_environment="
                        + choice.from(ENVIRONMENTS);
        return tags.getBytes(StandardCharsets.US_ASCII);
    }
}
