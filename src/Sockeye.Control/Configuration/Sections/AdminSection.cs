using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>admin</c>.</summary>
internal static class AdminSection
{
    public static AdminOptions Bind(ConfigurationSection root)
    {
        var byDefault = new AdminOptions();
        if (root.Section("admin") is not { } admin)
        {
            return byDefault;
        }

        return admin.Find("listen") is { Kind: ConfigurationNodeKind.String, Text: "none" }
            ? new AdminOptions { Listen = null, IsChosen = true }
            : new AdminOptions { Listen = ListenReader.Read(admin, "listen") ?? byDefault.Listen, IsChosen = admin.Find("listen") is not null };
    }
}
