using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.ClientLibrary;

/// <summary>The packages as somebody else would use them: the sample's source in a project that knows nothing but a folder of packages.</summary>
public sealed class PackageTests(SockeyeFixture<OpenSsl> fixture) : SharedServerTest<OpenSsl>(fixture)
{
    private static readonly string _version = typeof(Client.SockeyeProxy).Assembly.GetName().Version!.ToString(3);
    private static readonly TimeSpan _build = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Sample_BuiltFromThePackages_FetchesAPage()
    {
        using var folder = new TempDirectory();
        var packages = Directory.CreateDirectory(folder.File("packages")).FullName;
        foreach (var project in new[] { "Sockeye.Core", "Sockeye.Client" })
        {
            (await DotnetAsync(folder, "pack", Path.Combine(Repository.Root, "src", project), "--no-build", "-c", "Release", "-o", packages)).ShouldExit(0);
        }

        Directory.GetFiles(packages).Select(Path.GetFileName).ShouldBe([$"Sockeye.Core.{_version}.nupkg", $"Sockeye.Client.{_version}.nupkg"], ignoreOrder: true);
        folder.Write("nuget.config", """
            <configuration>
              <packageSources><clear /><add key="local" value="packages" /></packageSources>
            </configuration>
            """);
        folder.Write("Directory.Build.props", "<Project />");
        folder.Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Sockeye.Client" Version="{_version}" /></ItemGroup>
            </Project>
            """);
        File.Copy(Path.Combine(Repository.Root, "samples", "HttpClientThroughSockeye", "Program.cs"), folder.File("Program.cs"));
        (await DotnetAsync(folder, "build", folder.Path, "-c", "Release", "-o", folder.File("out"), "-nologo", "-v", "quiet", "-nodeReuse:false")).ShouldExit(0);

        var target = await OwnAsync(HttpTarget.StartAsync());
        var result = await ChildProcess.RunAsync(
            "sample", "dotnet", [folder.File("out/Consumer.dll"), $"socks5s://{User}@localhost:{Server.Port}", $"{target.Url}/sample", TestAuthority.Trusted.File],
            environment: new Dictionary<string, string> { ["SOCKEYE_PASSWORD"] = Password });

        result.ShouldExit(0).Out.ShouldStartWith("GET /sample 0 ");
    }

    // A package folder of its own: the same version may have been restored before, from an older build.
    private static Task<ProgramResult> DotnetAsync(TempDirectory folder, params string[] arguments) => ChildProcess.RunAsync(
        $"dotnet {arguments[0]}", "dotnet", arguments, limit: _build, directory: folder.Path,
        environment: new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = folder.File("restored"), ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["MSBUILDDISABLENODEREUSE"] = "1",
        });
}
