using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>The file as a whole. What others refer to is read first, so that a reference to nothing is seen.</summary>
internal static class RootSection
{
    public static SockeyeOptions? Bind(ConfigurationNode node, BindingContext context)
    {
        if (ConfigurationSection.Open(node, ConfigurationShapes.Root, context) is not { } root)
        {
            return null;
        }

        // For editors only; a string like any other.
        root.String("$schema");
        var acme = AcmeSection.BindAll(root);
        var outbounds = OutboundSection.BindAll(root);
        var admin = AdminSection.Bind(root);
        var inbounds = InboundSection.BindAll(root, admin.Listen);
        AcmeUse.Check(root.Context, acme, inbounds);
        return new SockeyeOptions
        {
            Inbounds = inbounds,
            Outbounds = outbounds,
            Acme = acme,
            Routing = RoutingSection.Bind(root),
            Guard = new GuardSection { AllowPrivateNetworks = root.Section("guard") is { } guard ? CidrList.Read(guard, "allowPrivateNetworks") : [] },
            Timeouts = TimeoutSection.Bind(root),
            Admin = admin,
            Log = LogSection.Bind(root),
            Tls = TlsSection.Bind(root),
            Limits = LimitSection.Bind(root),
        };
    }
}
