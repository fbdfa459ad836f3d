using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>The table service of one storage account.</summary>
public class TableServiceClient
{
    private readonly TableTransport transport;

    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <exception cref="FormatException">The connection string cannot be read.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        : this(ConnectionString.Parse(connectionString), options)
    {
    }

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(endpoint, new BearerTokenAuthenticationPolicy(tokenCredential, "https://storage.azure.com/.default"), options)
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, new SharedKeyLitePolicy(credential, TimeProvider.System), null)
    {
    }

    private TableServiceClient(ConnectionString connection, TableClientOptions? options)
        : this(connection.Endpoint, new SharedKeyLitePolicy(connection.Credential, TimeProvider.System), options)
    {
    }

    private TableServiceClient(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions? options) =>
        transport = new(endpoint, authentication, options ?? new());

    public TableClient GetTableClient(string tableName) => new(transport, tableName);

    public Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        transport.CreateTable(tableName, cancellationToken);

    public async Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        using var message = transport.Create(RequestMethod.Delete, $"/Tables('{Uri.EscapeDataString(tableName)}')");
        var response = await transport.Send(message, cancellationToken);
        return response.Status is 204 or 404 ? response : throw TableTransport.Failure(response);
    }
}
