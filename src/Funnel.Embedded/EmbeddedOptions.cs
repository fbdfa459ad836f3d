using System.ComponentModel.DataAnnotations;
using Funnel.Embedded.Triggers;

namespace Funnel.Embedded;

/// <summary>What concerns the embedded host alone. Section <c>Funnel:Host</c>.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "host";

    /// <summary>Address to listen on: loopback by default; <c>0.0.0.0</c> behind a reverse proxy on another machine. TLS ends at the proxy.</summary>
    [IpAddress]
    public string Bind { get; set; } = "127.0.0.1";

    /// <summary>Connections at once; one more is closed. From one address come a quarter of them at most, unless it is this machine or one of <c>console.trustedProxies</c>.</summary>
    [Range(16, 100_000)]
    public int MaxConnections { get; set; } = 1_000;

    /// <summary>
    /// Where the host tells its own address when it starts, as <c>POST {"baseUrl": "http://…"}</c>: for sandboxes and tunnels that forward
    /// callbacks. Real platforms are told in their consoles.
    /// </summary>
    public Uri? AnnounceTo { get; set; }

    /// <summary>How the host treats work when things go wrong: kindly, as one process for one shop can, or as the Functions host does.</summary>
    public HostProfile Profile { get; set; }

    /// <summary>How long a message stays hidden before a killed process's work is taken up again. By profile 30 s or 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan? MessageLease { get; set; }

    /// <summary>
    /// File of a certificate with its private key (PFX), outside the data folder, by which the key ring in it is protected: whoever has a copy of the folder alone can then read
    /// no token. Keys that are there in plain text are protected at the next start.
    /// </summary>
    public string? KeyCertificate { get; set; }

    /// <summary>The password of <c>keyCertificate</c>, when it has one.</summary>
    public string? KeyCertificatePassword { get; set; }

    /// <summary>Instead of a certificate: a secret of at least 16 characters that is kept elsewhere, such as <c>env:NAME</c>. Without it the key ring cannot be read again.</summary>
    public string? KeySecret { get; set; }

    /// <summary>Puts the profile's manners, and what is set apart from it, into the triggers.</summary>
    internal void Apply(FunctionHostOptions triggers)
    {
        if (Profile == HostProfile.Azure)
        {
            triggers.BeAsAzure();
        }

        triggers.MessageLease = MessageLease ?? triggers.MessageLease;
    }
}

/// <summary>Whose manners the embedded host has.</summary>
public enum HostProfile
{
    /// <summary>What a small shop wants: after a crash its work comes back in seconds, and a stop lets running work end.</summary>
    Default,

    /// <summary>The Functions host's: for trying out what happens there.</summary>
    Azure,
}
